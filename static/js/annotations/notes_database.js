/** IndexedDB database of notes, and promises for its requests. */

const DATABASE = "kiosk-notes";

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** @returns {Promise<IDBDatabase | null>} */
export async function open() {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore("notes", { keyPath: ["owner", "note.key"] });
      request.result.createObjectStore("known", { keyPath: "owner" });
    });
    const database = await done(request);
    database.addEventListener("versionchange", () => database.close());
    return database;
  } catch {
    return null;
  }
}

/** @param {IDBTransaction} transaction */
export function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", resolve);
    transaction.addEventListener("abort", reject);
  });
}
