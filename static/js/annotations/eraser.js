/** Eraser tool: deletes all notes touched by one stroke as one action. */

import { isHitByEraser } from "./note.js";

/** @typedef {import("./pointer_router.js").Tool} Tool */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./note_store.js").NoteStore} NoteStore */

/** What a fingertip covers, as a part of the page. */
const ERASER_RADIUS = 0.012;

/** @implements {Tool} */
export class Eraser {
  /** @type {DOMRect | null} */
  #sheetBox = null;
  /** @type {Set<string>} */
  #touched = new Set();

  /**
   * @param {(x: number) => PageFrame | null} frameAt
   * @param {NoteStore} noteStore
   */
  constructor(frameAt, noteStore) {
    this.frameAt = frameAt;
    this.noteStore = noteStore;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.frame = this.frameAt(event.clientX);
    this.#sheetBox = this.frame?.sheet.getBoundingClientRect() ?? null;
    this.move([event]);
  }

  /** @param {PointerEvent[]} events */
  move(events) {
    const last = events.at(-1);
    if (!this.#sheetBox || !this.frame || !last) return;
    const x = (last.clientX - this.#sheetBox.left) / this.#sheetBox.width;
    const y = (last.clientY - this.#sheetBox.top) / this.#sheetBox.height;
    const touchedKeys = this.noteStore
      .on(this.frame.position)
      .filter((note) => isHitByEraser(note, x, y, ERASER_RADIUS))
      .map((note) => note.key)
      .filter((key) => !this.#touched.has(key));
    if (!touchedKeys.length) return;
    for (const key of touchedKeys) this.#touched.add(key);
    this.noteStore.remove(touchedKeys);
  }

  up() {
    this.#sheetBox = null;
    this.#touched.clear();
  }

  cancel() {
    this.up();
  }
}
