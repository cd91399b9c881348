/** All notes of the reader, in memory: by page, edited, undone, kept, waiting to be sent. */

import { NOTHING_KNOWN } from "./keeper.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./keeper.js").Known} Known */
/** @typedef {Pick<import("./keeper.js").Keeper, "read" | "write">} Keeping */
/** @typedef {{document: number, page: number}} Place */

const MOST_UNDONE = 50;

export class Shelf extends EventTarget {
  /** @type {Map<string, Note>} */
  notes = new Map();
  /** @type {Known} */
  known = NOTHING_KNOWN;
  isLoaded = false;
  /** Whether this device keeps them through a reload. */
  isKept = true;
  /** @type {Map<string, Set<string>>} */
  #byPage = new Map();
  /** What undoes the latest deeds. @type {(() => void)[]} */
  #undo = [];
  /** What was taken away and sent; undoing brings it back. @type {Map<string, Note>} */
  #removed = new Map();

  /** @param {Keeping} keeper */
  constructor(keeper) {
    super();
    this.keeper = keeper;
  }

  async load() {
    const { notes, known } = await this.keeper.read();
    this.known = known;
    for (const note of notes) {
      // What was written while this was being read is newer.
      if (!this.notes.has(note.key)) this.#put(note);
    }
    this.isLoaded = true;
    this.#tell(notes, "loaded");
  }

  /** @param {Place} place */
  on({ document, page }) {
    const keys = this.#byPage.get(`${document}:${page}`) ?? [];
    return [...keys].flatMap((key) => this.notes.get(key) ?? []).filter(isThere);
  }

  /** @returns {Note[]} */
  get all() {
    return [...this.notes.values()].filter(isThere);
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
    this.#remember(() => this.#edit(note.key, { deleted: true }));
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
    this.#remember(() => this.#edit(key, { body, colour }));
    this.#edit(key, fields);
  }

  /** @param {string[]} keys taken away by one deed */
  remove(keys) {
    this.#remember(() => {
      for (const key of keys) this.#restore(key);
    });
    for (const key of keys) this.#edit(key, { deleted: true });
  }

  /** Take the latest deed back. */
  undo() {
    this.#undo.pop()?.();
  }

  /** After erasing all there is nothing to take back. */
  forgetDeeds() {
    this.#undo = [];
    this.#removed.clear();
  }

  /** @param {() => void} back */
  #remember(back) {
    this.#undo = [...this.#undo, back].slice(-MOST_UNDONE);
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
    this.#tell([note], "edited");
    this.isKept = await this.keeper.write({ put: [note] });
  }

  /**
   * Take in what the server says.
   * @param {import("./merging.js").Effect} effect
   * @param {Known} [known]
   */
  async take({ put, drop }, known) {
    if (known) this.known = known;
    const gone = drop.flatMap((key) => this.notes.get(key) ?? []);
    for (const note of gone) this.#drop(note);
    const moved = put.flatMap((note) => this.notes.get(note.key) ?? []);
    for (const note of put) this.#put(note);
    if (gone.length || put.length) this.#tell([...gone, ...moved, ...put], "told");
    await this.keeper.write({ put, drop, known });
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
  #tell(notes, how) {
    const pages = new Set(notes.map(pageOf));
    const detail = { pages, notes, how };
    this.dispatchEvent(new CustomEvent("changed", { detail }));
  }
}

/** @param {Note} note */
function isThere(note) {
  return !note.deleted;
}

/** @param {Place} place */
export function pageOf({ document, page }) {
  return `${document}:${page}`;
}
