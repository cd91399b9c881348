/**
 * IndexedDB store of a gate: attendance data and unsent scans. Sign-out deletes the
 * attendance data; unsent scans (ids and badge tokens, no names) stay until an operator
 * is back.
 */

import { onSignOut } from "../base/member_storage.js";

/**
 * @typedef {{id: string, gate: number, direction: "in" | "out",
 *   method: "qr" | "manual" | "bulk", at: number, token?: string, member?: number,
 *   decided: boolean, insists: boolean, refused?: string}} QueuedScan a scan not sent yet
 */

export const DATABASE = "kiosk-gate";
const STORES = ["roll", "queue", "undone"];

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => {
    for (const name of STORES) request.result.createObjectStore(name);
  });
  const database = await done(request);
  database.addEventListener("versionchange", () => database.close());
  return database;
}

export class GateStore {
  #database = open();
  #isSignedOut = false;

  /** @param {number} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    onSignOut(() => this.clear());
  }

  /** @param {string} [kind] */
  #range(kind) {
    const key = kind ? [this.meeting, kind] : [this.meeting];
    return IDBKeyRange.bound(key, [...key, []]);
  }

  /**
   * @param {string} kind of the roll's records: `person`, `badge`, `line`, `note`
   * @returns {Promise<any[]>}
   */
  async roll(kind) {
    const database = await this.#database;
    const store = database.transaction("roll").objectStore("roll");
    return done(store.getAll(this.#range(kind)));
  }

  /**
   * Keep records of the roll, all or none.
   * @param {[kind: string, key: string | number, value: unknown][]} records
   */
  async saveRoll(records) {
    if (this.#isSignedOut) return;
    await this.#write("roll", "relaxed", (store) => {
      for (const [kind, key, value] of records)
        store.put(value, [this.meeting, kind, key]);
    });
  }

  /** @returns {Promise<QueuedScan[]>} what was not sent, oldest first */
  async queue() {
    const database = await this.#database;
    const store = database.transaction("queue").objectStore("queue");
    /** @type {QueuedScan[]} */
    const scans = await done(store.getAll(this.#range()));
    return scans.sort((one, other) => one.at - other.at);
  }

  /** @returns {Promise<string[]>} scans to be taken back */
  async undone() {
    const database = await this.#database;
    const store = database.transaction("undone").objectStore("undone");
    return done(store.getAll(this.#range()));
  }

  /**
   * Write scans down for good before anybody is told; power may fail at any moment.
   * @param {QueuedScan[]} scans
   */
  save(scans) {
    return this.#write("queue", "strict", (store) => {
      for (const scan of scans) store.put(scan, [this.meeting, scan.id]);
    });
  }

  /** @param {string[]} ids the server has them */
  drop(ids) {
    return this.#write("queue", "relaxed", (store) => {
      for (const id of ids) store.delete([this.meeting, id]);
    });
  }

  /** @param {string} id */
  saveUndone(id) {
    return this.#write("undone", "strict", (store) => {
      store.put(id, [this.meeting, id]);
    });
  }

  /** @param {string[]} ids */
  dropUndone(ids) {
    return this.#write("undone", "relaxed", (store) => {
      for (const id of ids) store.delete([this.meeting, id]);
    });
  }

  /**
   * @param {string} name
   * @param {IDBTransactionDurability} durability
   * @param {(store: IDBObjectStore) => void} apply
   */
  async #write(name, durability, apply) {
    const database = await this.#database;
    const transaction = database.transaction(name, "readwrite", { durability });
    apply(transaction.objectStore(name));
    await new Promise((resolve, reject) => {
      transaction.addEventListener("complete", resolve);
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  }

  /** Leave no name of anybody. */
  async clear() {
    this.#isSignedOut = true;
    await this.#write("roll", "strict", (store) => store.clear());
  }
}
