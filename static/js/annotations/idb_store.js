/**
 * Store a member's notes in IndexedDB for offline use, keyed by meeting and member. Of
 * other members only unsent notes stay, encrypted with a key that is not on this
 * device. Without IndexedDB the notes live as long as the page.
 */

import { requestResult, transactionDone } from "../base/indexed_db.js";
import { onSignOut } from "../base/member_storage.js";
import { openNotesDatabase } from "./notes_database.js";
import { notesToDelete } from "./unsent_retention.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note_cipher.js").StoredNote} StoredNote */
/** @typedef {import("./note_cipher.js").NoteCipher} NoteCipher */
/**
 * @typedef {{change: number, erasures: number, withheld: boolean,
 *   documents: number[]}} SyncCursor up to where the server's notes are known here
 */

/** After these sign-outs the member may return to this device. */
const RECOVERABLE_REASONS = new Set([
  "taken_over",
  "revoked",
  "signed_out",
  "ended_remotely",
  "idle",
]);
/** @type {SyncCursor} */
export const EMPTY_CURSOR = Object.freeze({
  change: 0,
  erasures: 0,
  withheld: false,
  documents: [],
});

export class IdbNoteStore {
  /** @type {Promise<IDBDatabase | null>} */
  #database;
  #isSignedOut = false;
  /** Encryption is asynchronous: writes are kept in order. */
  #lastWrite = Promise.resolve(true);

  /**
   * @param {string} meeting
   * @param {string} member
   * @param {NoteCipher} cipher
   */
  constructor(meeting, member, cipher) {
    this.cipher = cipher;
    this.owner = `${meeting}/${member}`;
    this.#database = openNotesDatabase();
    onSignOut((reason) => this.wipe(reason));
  }

  /** @param {{owner: string}} row */
  #isMine = ({ owner }) => owner === this.owner;

  /**
   * Read the stored notes, and delete those other members have already sent.
   * @returns {Promise<{notes: Note[], known: SyncCursor}>}
   */
  async read() {
    const database = await this.#database;
    if (!database) return { notes: [], known: EMPTY_CURSOR };
    try {
      const { rows, known } = await removeStale(database, this.#isMine, this.#isMine);
      const mine = rows
        .filter(this.#isMine)
        .map(({ note }) => this.cipher.decrypt(note));
      return {
        notes: (await Promise.all(mine)).filter((note) => note !== null),
        known: { ...EMPTY_CURSOR, ...known.find(this.#isMine)?.known },
      };
    } catch {
      return { notes: [], known: EMPTY_CURSOR };
    }
  }

  /**
   * Keep these notes as they are now, drop those, and note what is known.
   * @param {{put?: Note[], drop?: string[], known?: SyncCursor}} what
   * @returns {Promise<boolean>} whether this device keeps them
   */
  write(what) {
    // Checked now: what was written before sign-out is stored, although encrypting it
    // and the database is opened after that.
    if (this.#isSignedOut) return Promise.resolve(false);
    this.#lastWrite = this.#lastWrite.then(() => this.#write(what));
    return this.#lastWrite;
  }

  /**
   * @param {{put?: Note[], drop?: string[], known?: SyncCursor}} what
   * @returns {Promise<boolean>}
   */
  async #write({ put = [], drop = [], known }) {
    const database = await this.#database;
    if (!database) return false;
    try {
      const encrypted = await Promise.all(put.map((note) => this.cipher.encrypt(note)));
      const transaction = database.transaction(["notes", "known"], "readwrite", {
        durability: "relaxed",
      });
      this.#apply(transaction, encrypted, drop);
      if (known) {
        transaction.objectStore("known").put({ owner: this.owner, known });
      }
      await transactionDone(transaction);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * @param {IDBTransaction} transaction
   * @param {StoredNote[]} put
   * @param {string[]} drop
   */
  #apply(transaction, put, drop) {
    const store = transaction.objectStore("notes");
    for (const note of put) store.put({ owner: this.owner, note });
    for (const key of drop) store.delete([this.owner, key]);
  }

  /**
   * Delete the notes at sign-out. After a take-over or an erroneous revocation unsent
   * notes stay until their author returns. A member who signs out has confirmed the
   * loss, and a closed meeting accepts no notes.
   * @param {string} reason of the sign-out
   */
  async wipe(reason) {
    this.#isSignedOut = true;
    await this.#lastWrite;
    const database = await this.#database;
    if (!database) return;
    const nothing = () => false;
    try {
      const { rows } = await removeStale(database, nothing, nothing);
      if (!RECOVERABLE_REASONS.has(reason))
        await drop(database, rows.filter(this.#isMine));
    } catch {
      // Closed by another page of this device, which wipes it itself.
    }
  }
}

/** @typedef {{owner: string, note: StoredNote}} StoredRow */
/** @typedef {{owner: string, known: SyncCursor}} KnownRow */

/**
 * Drop what has no reason to be here; return what was there.
 * @param {IDBDatabase} database
 * @param {(row: StoredRow) => boolean} isKeptWhole notes that stay whether they were sent or not
 * @param {(row: KnownRow) => boolean} isKnown whose notes are all here still
 * @returns {Promise<{rows: StoredRow[], known: KnownRow[]}>}
 */
async function removeStale(database, isKeptWhole, isKnown) {
  const transaction = database.transaction(["notes", "known"], "readwrite");
  const [notes, knowing] = ["notes", "known"].map((name) =>
    transaction.objectStore(name),
  );
  if (!notes || !knowing) return { rows: [], known: [] };
  /** @type {[StoredRow[], KnownRow[]]} */
  const [rows, known] = await Promise.all([
    requestResult(notes.getAll()),
    requestResult(knowing.getAll()),
  ]);
  for (const key of notesToDelete(rows, isKeptWhole, Date.now())) notes.delete(key);
  for (const row of known) if (!isKnown(row)) knowing.delete(row.owner);
  await transactionDone(transaction);
  return { rows, known };
}

/**
 * @param {IDBDatabase} database
 * @param {StoredRow[]} rows
 */
async function drop(database, rows) {
  const transaction = database.transaction("notes", "readwrite");
  const store = transaction.objectStore("notes");
  for (const { owner, note } of rows) store.delete([owner, note.key]);
  await transactionDone(transaction);
}
