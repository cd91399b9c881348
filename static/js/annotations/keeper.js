/**
 * Keeps one member's notes on this device, so that they are there without the network:
 * in IndexedDB, under meeting and member. Of another member's only those stay that were
 * never sent, locked by a key that went with him (locker.js, sealing.js). Where the browser
 * keeps nothing, the notes live as long as the page.
 */

import { onForget } from "../base/memory.js";
import { done, finished, open } from "./notes_database.js";
import { toDrop } from "./sealing.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./locker.js").Kept} Kept */
/** @typedef {import("./locker.js").Locker} Locker */
/**
 * @typedef {{change: number, erasures: number, withheld: boolean,
 *   documents: number[]}} Known up to where the server's notes are known here
 */

/** Whoever is signed out so may come back to this device. */
const RETURNING = new Set([
  "taken_over",
  "revoked",
  "signed_out",
  "ended_remotely",
  "idle",
]);
/** @type {Known} */
export const NOTHING_KNOWN = Object.freeze({
  change: 0,
  erasures: 0,
  withheld: false,
  documents: [],
});

export class Keeper {
  /** @type {Promise<IDBDatabase | null>} */
  #database;
  #isOver = false;
  /** Locking takes a moment: what was written later must not be overtaken. */
  #writing = Promise.resolve(true);

  /**
   * @param {string} meeting
   * @param {string} member
   * @param {Locker} locker
   */
  constructor(meeting, member, locker) {
    this.locker = locker;
    this.owner = `${meeting}/${member}`;
    this.#database = open();
    onForget((reason) => this.wipe(reason));
  }

  /** @param {{owner: string}} row */
  #isMine = ({ owner }) => owner === this.owner;

  /**
   * Read what is kept, and sweep away what others have sent.
   * @returns {Promise<{notes: Note[], known: Known}>}
   */
  async read() {
    const database = await this.#database;
    if (!database) return { notes: [], known: NOTHING_KNOWN };
    try {
      const { rows, known } = await sweep(database, this.#isMine, this.#isMine);
      const mine = rows
        .filter(this.#isMine)
        .map(({ note }) => this.locker.unlock(note));
      return {
        notes: (await Promise.all(mine)).filter((note) => note !== null),
        known: { ...NOTHING_KNOWN, ...known.find(this.#isMine)?.known },
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
  write(what) {
    // Asked now: what was written before the holder left is kept, though it is locked
    // and the database is opened after that.
    if (this.#isOver) return Promise.resolve(false);
    this.#writing = this.#writing.then(() => this.#write(what));
    return this.#writing;
  }

  /**
   * @param {{put?: Note[], drop?: string[], known?: Known}} what
   * @returns {Promise<boolean>}
   */
  async #write({ put = [], drop = [], known }) {
    const database = await this.#database;
    if (!database) return false;
    try {
      const locked = await Promise.all(put.map((note) => this.locker.lock(note)));
      const transaction = database.transaction(["notes", "known"], "readwrite", {
        durability: "relaxed",
      });
      this.#fill(transaction, locked, drop);
      if (known) {
        transaction.objectStore("known").put({ owner: this.owner, known });
      }
      await finished(transaction);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {IDBTransaction} transaction
   * @param {Kept[]} put
   * @param {string[]} drop
   */
  #fill(transaction, put, drop) {
    const store = transaction.objectStore("notes");
    for (const note of put) store.put({ owner: this.owner, note });
    for (const key of drop) store.delete([this.owner, key]);
  }

  /**
   * Leave nothing. Only a badge that was taken over, or revoked by mistake, must not cost
   * what its holder wrote without the network: that stays until he is back. Who goes
   * himself has been asked; and a meeting that is over takes nothing any more.
   * @param {string} reason why the holder goes
   */
  async wipe(reason) {
    this.#isOver = true;
    await this.#writing;
    const database = await this.#database;
    if (!database) return;
    const nothing = () => false;
    try {
      const { rows } = await sweep(database, nothing, nothing);
      if (!RETURNING.has(reason)) await drop(database, rows.filter(this.#isMine));
    } catch {
      // Closed by another page of this device, which wipes it itself.
    }
  }
}

/** @typedef {{owner: string, note: Kept}} Row */
/** @typedef {{owner: string, known: Known}} KnownRow */

/**
 * Drop what has no reason to be here; return what was there.
 * @param {IDBDatabase} database
 * @param {(row: Row) => boolean} isWhole notes that stay whether they were sent or not
 * @param {(row: KnownRow) => boolean} isKnown whose notes are all here still
 * @returns {Promise<{rows: Row[], known: KnownRow[]}>}
 */
async function sweep(database, isWhole, isKnown) {
  const transaction = database.transaction(["notes", "known"], "readwrite");
  const [notes, knowing] = ["notes", "known"].map((name) =>
    transaction.objectStore(name),
  );
  if (!notes || !knowing) return { rows: [], known: [] };
  /** @type {[Row[], KnownRow[]]} */
  const [rows, known] = await Promise.all([
    done(notes.getAll()),
    done(knowing.getAll()),
  ]);
  for (const key of toDrop(rows, isWhole, Date.now())) notes.delete(key);
  for (const row of known) if (!isKnown(row)) knowing.delete(row.owner);
  await finished(transaction);
  return { rows, known };
}

/**
 * @param {IDBDatabase} database
 * @param {Row[]} rows
 */
async function drop(database, rows) {
  const transaction = database.transaction("notes", "readwrite");
  const store = transaction.objectStore("notes");
  for (const { owner, note } of rows) store.delete([owner, note.key]);
  await finished(transaction);
}
