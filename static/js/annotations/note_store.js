/** All notes of the member in memory: by page, with undo and unsent edits. */

import { EMPTY_CURSOR } from "./idb_store.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./idb_store.js").SyncCursor} SyncCursor */
/** @typedef {Pick<import("./idb_store.js").IdbNoteStore, "read" | "write">} StoredNotes */
/** @typedef {{document: number, page: number}} PagePosition */

const MAX_UNDO = 50;

export class NoteStore extends EventTarget {
  /** @type {Map<string, Note>} */
  notes = new Map();
  /** @type {SyncCursor} */
  known = EMPTY_CURSOR;
  isLoaded = false;
  /** Whether this device keeps them through a reload. */
  isKept = true;
  /** @type {Map<string, Set<string>>} */
  #byPage = new Map();
  /** Functions that undo the latest actions. @type {(() => void)[]} */
  #undo = [];
  /** What was taken away and sent; undoing brings it back. @type {Map<string, Note>} */
  #removed = new Map();

  /** @param {StoredNotes} localStore */
  constructor(localStore) {
    super();
    this.localStore = localStore;
  }

  async load() {
    const { notes, known } = await this.localStore.read();
    this.known = known;
    for (const note of notes) {
      // What was written while this was being read is newer.
      if (!this.notes.has(note.key)) this.#put(note);
    }
    this.isLoaded = true;
    this.#notify(notes, "loaded");
  }

  /** @param {PagePosition} position */
  on({ document, page }) {
    const keys = this.#byPage.get(`${document}:${page}`) ?? [];
    return [...keys].flatMap((key) => this.notes.get(key) ?? []).filter(isNotDeleted);
  }

  /** @returns {Note[]} */
  get all() {
    return [...this.notes.values()].filter(isNotDeleted);
  }

  /** @returns {Note[]} what the server does not have yet */
  get waiting() {
    return [...this.notes.values()].filter((note) => note.waiting);
  }

  /** @returns {boolean} */
  get canUndo() {
    return this.#undo.length > 0;
  }

  /** @param {Note} note */
  add(note) {
    this.#pushUndo(() => this.#edit(note.key, { deleted: true }));
    this.#change({ ...note, waiting: 1 });
  }

  /**
   * @param {string} key
   * @param {Partial<Note>} fields
   */
  edit(key, fields) {
    const before = this.notes.get(key);
    if (!before) return;
    const { body, colour } = before;
    this.#pushUndo(() => this.#edit(key, { body, colour }));
    this.#edit(key, fields);
  }

  /** @param {string[]} keys deleted by one action */
  remove(keys) {
    this.#pushUndo(() => {
      for (const key of keys) this.#restore(key);
    });
    for (const key of keys) this.#edit(key, { deleted: true });
  }

  /** Undo the latest action. */
  undo() {
    this.#undo.pop()?.();
  }

  /** After erasing all there is nothing to take back. */
  clearUndo() {
    this.#undo = [];
    this.#removed.clear();
  }

  /** @param {() => void} undo */
  #pushUndo(undo) {
    this.#undo = [...this.#undo, undo].slice(-MAX_UNDO);
  }

  /** @param {string} key */
  #restore(key) {
    const note = this.notes.get(key) ?? this.#removed.get(key);
    if (note)
      this.#change({ ...note, deleted: false, waiting: (note.waiting ?? 0) + 1 });
  }

  /**
   * @param {string} key
   * @param {Partial<Note>} fields
   */
  #edit(key, fields) {
    const note = this.notes.get(key);
    if (!note) return;
    const edited_at = new Date().toISOString();
    const waiting = (note.waiting ?? 0) + 1;
    this.#change({ ...note, ...fields, edited_at, waiting, refusal: undefined });
  }

  /** @param {Note} note */
  async #change(note) {
    this.#put(note);
    this.#notify([note], "edited");
    this.isKept = await this.localStore.write({ put: [note] });
  }

  /**
   * Apply changes from the server.
   * @param {import("./merge.js").NoteChanges} effect
   * @param {SyncCursor} [known]
   */
  async applyServerChanges({ put, drop }, known) {
    if (known) this.known = known;
    const removed = drop.flatMap((key) => this.notes.get(key) ?? []);
    for (const note of removed) this.#drop(note);
    const previous = put.flatMap((note) => this.notes.get(note.key) ?? []);
    for (const note of put) this.#put(note);
    if (removed.length || put.length)
      this.#notify([...removed, ...previous, ...put], "told");
    await this.localStore.write({ put, drop, known });
  }

  /** @param {Note} note */
  #put(note) {
    const old = this.notes.get(note.key);
    if (old && pageOf(old) !== pageOf(note))
      this.#byPage.get(pageOf(old))?.delete(note.key);
    this.notes.set(note.key, note);
    const keys = this.#byPage.get(pageOf(note)) ?? new Set();
    this.#byPage.set(pageOf(note), keys.add(note.key));
  }

  /** @param {Note} note */
  #drop(note) {
    if (note.deleted) this.#removed.set(note.key, note);
    this.notes.delete(note.key);
    this.#byPage.get(pageOf(note))?.delete(note.key);
  }

  /**
   * @param {Note[]} notes
   * @param {"loaded" | "edited" | "told"} how
   */
  #notify(notes, how) {
    const pages = new Set(notes.map(pageOf));
    const detail = { pages, notes, how };
    this.dispatchEvent(new CustomEvent("changed", { detail }));
  }
}

/** @param {Note} note */
function isNotDeleted(note) {
  return !note.deleted;
}

/** @param {PagePosition} position */
export function pageOf({ document, page }) {
  return `${document}:${page}`;
}
