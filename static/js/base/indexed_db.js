/** Promises for IndexedDB. */

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>} its result
 */
export function requestResult(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>} settles when it is committed; rejects when it is aborted
 */
export function transactionDone(transaction) {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
}

/**
 * Open a database of version 1; another page that upgrades it closes it here.
 * @param {string} name
 * @param {(database: IDBDatabase) => void} create makes the object stores
 * @returns {Promise<IDBDatabase>}
 */
export async function openDatabase(name, create) {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => create(request.result));
  const database = await requestResult(request);
  database.addEventListener("versionchange", () => database.close());
  return database;
}
