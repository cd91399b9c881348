/**
 * IndexedDB store of a gate: attendance data and unsent scans. Sign-out deletes the
 * attendance data; unsent scans (ids and badge tokens, no names) stay until an operator
 * is back.
 */

import { openDatabase, requestResult, transactionDone } from "../base/indexed_db.js";
import { onSignOut } from "../base/member_storage.js";

/**
 * @typedef {{id: string, gate: number, direction: "in" | "out",
 *   method: "qr" | "manual" | "bulk", at: number, token?: string, member?: number,
 *   decided: boolean, insists: boolean, refused?: string}} QueuedScan a scan not sent yet
 */

export const DATABASE = "kiosk-gate";
const STORES = ["roll", "queue", "undone"];

export class GateStore {
  #database = openDatabase(DATABASE, (database) => {
    for (const name of STORES) database.createObjectStore(name);
  });
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
    return requestResult(store.getAll(this.#range(kind)));
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
    const scans = await requestResult(store.getAll(this.#range()));
    return scans.sort((one, other) => one.at - other.at);
  }

  /** @returns {Promise<string[]>} scans to be taken back */
  async undone() {
    const database = await this.#database;
    const store = database.transaction("undone").objectStore("undone");
    return requestResult(store.getAll(this.#range()));
  }

  /**
   * Store scans durably before the verdict is shown; power may fail at any moment.
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
    await transactionDone(transaction);
  }

  /** Delete all names. */
  async clear() {
    this.#isSignedOut = true;
    await this.#write("roll", "strict", (store) => store.clear());
  }
}
