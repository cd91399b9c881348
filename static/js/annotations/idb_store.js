/**
 * Store a member's notes in IndexedDB for offline use, keyed by meeting and member. Of
 * other members only unsent notes stay, encrypted with a key that is not on this
 * device. Without IndexedDB the notes live as long as the page.
 */

import { onSignOut } from "../base/member_storage.js";
import { done, finished, open } from "./notes_database.js";
import { notesToDelete } from "./unsent_retention.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note_cipher.js").StoredNote} StoredNote */
/** @typedef {import("./note_cipher.js").NoteCipher} NoteCipher */
/**
 * @typedef {{change: number, erasures: number, withheld: boolean,
 *   documents: number[]}} SyncCursor up to where the server's notes are known here
 */

/** Whoever is signed out so may come back to this device. */
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
  /** Locking takes a moment: what was written later must not be overtaken. */
  #lastWrite = Promise.resolve(true);

  /**
   * @param {string} meeting
   * @param {string} member
   * @param {NoteCipher} cipher
   */
  constructor(meeting, member, cipher) {
    this.cipher = cipher;
    this.owner = `${meeting}/${member}`;
    this.#database = open();
    onSignOut((reason) => this.wipe(reason));
  }

  /** @param {{owner: string}} row */
  #isMine = ({ owner }) => owner === this.owner;

  /**
   * Read what is kept, and sweep away what others have sent.
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
    // Asked now: what was written before the holder left is kept, though it is locked
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
      await finished(transaction);
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
   * Leave nothing. Only a badge that was taken over, or revoked by mistake, must not cost
   * what its holder wrote without the network: that stays until he is back. Who goes
   * himself has been asked; and a meeting that is over takes nothing any more.
   * @param {string} reason why the holder goes
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
    done(notes.getAll()),
    done(knowing.getAll()),
  ]);
  for (const key of notesToDelete(rows, isKeptWhole, Date.now())) notes.delete(key);
  for (const row of known) if (!isKnown(row)) knowing.delete(row.owner);
  await finished(transaction);
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
  await finished(transaction);
}
