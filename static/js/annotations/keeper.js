/**
 * Keeps one member's notes on this device, so that they are there without the network:
 * in IndexedDB, under meeting and member. Another member's are swept away. Where the
 * browser keeps nothing, the notes live as long as the page.
 */

import { onForget } from "../base/memory.js";

/** @typedef {import("./note.js").Note} Note */
/**
 * @typedef {{change: number, erasures: number, withheld: boolean,
 *   documents: number[]}} Known up to where the server's notes are known here
 */

export const DATABASE = "kiosk-notes";
/** @type {Known} */
export const NOTHING_KNOWN = Object.freeze({
  change: 0,
  erasures: 0,
  withheld: false,
  documents: [],
});

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

/** @returns {Promise<IDBDatabase | null>} */
async function open() {
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

export class Keeper {
  /** @type {Promise<IDBDatabase | null>} */
  #database;
  #isOver = false;

  /** @param {string} owner names meeting and member */
  constructor(owner) {
    this.owner = owner;
    this.#database = open();
    onForget(() => this.wipe());
  }

  /**
   * Read what is kept, and sweep away what belongs to anybody else.
   * @returns {Promise<{notes: Note[], known: Known}>}
   */
  async read() {
    const database = await this.#database;
    if (!database) return { notes: [], known: NOTHING_KNOWN };
    try {
      const store = database.transaction("notes", "readwrite").objectStore("notes");
      const mine = IDBKeyRange.bound([this.owner], [this.owner, []]);
      store.delete(IDBKeyRange.upperBound([this.owner], true));
      store.delete(IDBKeyRange.lowerBound([this.owner, []], true));
      const rows = await done(store.getAll(mine));
      const known = await done(
        database.transaction("known").objectStore("known").get(this.owner),
      );
      return {
        notes: rows.map((row) => row.note),
        known: { ...NOTHING_KNOWN, ...known?.known },
      };
    } catch {
      return { notes: [], known: NOTHING_KNOWN };
    }
  }

  /**
   * Keep these notes as they are now, drop those, and note what is known.
   * @param {{put?: Note[], drop?: string[], known?: Known}} what
   * @returns {Promise<boolean>} whether this device keeps them
   */
  async write({ put = [], drop = [], known }) {
    const database = await this.#database;
    if (!database || this.#isOver) return false;
    try {
      const transaction = database.transaction(["notes", "known"], "readwrite", {
        durability: "relaxed",
      });
      this.#fill(transaction, put, drop);
      if (known) {
        transaction.objectStore("known").put({ owner: this.owner, known });
      }
      await new Promise((resolve, reject) => {
        transaction.addEventListener("complete", resolve);
        transaction.addEventListener("abort", reject);
      });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {IDBTransaction} transaction
   * @param {Note[]} put
   * @param {string[]} drop
   */
  #fill(transaction, put, drop) {
    const store = transaction.objectStore("notes");
    for (const note of put) store.put({ owner: this.owner, note });
    for (const key of drop) store.delete([this.owner, key]);
  }

  /** Leave nothing of anybody. */
  async wipe() {
    this.#isOver = true;
    const database = await this.#database;
    if (!database) return;
    try {
      const transaction = database.transaction(["notes", "known"], "readwrite");
      transaction.objectStore("notes").clear();
      await done(transaction.objectStore("known").clear());
    } catch {
      // Closed by another page of this device, which wipes it itself.
    }
  }
}
