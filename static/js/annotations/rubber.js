/** The rubber takes away the strokes and marks it touches, as one deed. */

import { isTouched } from "./note.js";

/** @typedef {import("./hand.js").Tool} Tool */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */
/** @typedef {import("./shelf.js").Shelf} Shelf */

/** What a fingertip covers, as a part of the page. */
const REACH = 0.012;

/** @implements {Tool} */
export class Rubber {
  /** @type {DOMRect | null} */
  #sheet = null;
  /** @type {Set<string>} */
  #touched = new Set();

  /**
   * @param {(x: number) => Frame | null} frameAt
   * @param {Shelf} shelf
   */
  constructor(frameAt, shelf) {
    this.frameAt = frameAt;
    this.shelf = shelf;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.frame = this.frameAt(event.clientX);
    this.#sheet = this.frame?.sheet.getBoundingClientRect() ?? null;
    this.move([event]);
  }

  /** @param {PointerEvent[]} events */
  move(events) {
    const last = events.at(-1);
    if (!this.#sheet || !this.frame || !last) return;
    const x = (last.clientX - this.#sheet.left) / this.#sheet.width;
    const y = (last.clientY - this.#sheet.top) / this.#sheet.height;
    const found = this.shelf
      .on(this.frame.place)
      .filter((note) => isTouched(note, x, y, REACH))
      .map((note) => note.key)
      .filter((key) => !this.#touched.has(key));
    if (!found.length) return;
    for (const key of found) this.#touched.add(key);
    this.shelf.remove(found);
  }

  up() {
    this.#sheet = null;
    this.#touched.clear();
  }

  cancel() {
    this.up();
  }
}
