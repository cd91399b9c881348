/**
 * The pages a reader has marked, kept on this device. Values and rules, no page.
 *
 * @typedef {import("../reader/places.js").Place} Place
 * @typedef {{read: (name: string) => any, write: (name: string, value: unknown) => void}}
 *   Memory
 */

import { isSame } from "../reader/places.js";

const NAME = "bookmarks";
/** More than anybody finds again. */
const MOST = 200;

export class Bookmarks {
  /** @type {Place[]} */
  #places;

  /** @param {Memory} memory */
  constructor(memory) {
    this.memory = memory;
    const kept = memory.read(NAME);
    this.#places = (Array.isArray(kept) ? kept : []).filter(isPlace).slice(-MOST);
  }

  /** @param {Place | null} place */
  has(place) {
    return this.#places.some((one) => isSame(one, place));
  }

  /** @param {Place} place */
  toggle({ document, page }) {
    const place = { document, page };
    const others = this.#places.filter((one) => !isSame(one, place));
    const isNew = others.length === this.#places.length;
    this.#places = isNew ? [...others, place].slice(-MOST) : others;
    this.memory.write(NAME, this.#places);
  }

  /**
   * Take the marks of replaced papers along to where their pages are now.
   * @param {(place: Place) => Place | null} newest null: the paper was not replaced
   */
  moveOn(newest) {
    if (!this.#places.some((place) => newest(place))) return;
    /** @type {Place[]} */
    const moved = [];
    for (const place of this.#places.map((one) => newest(one) ?? one)) {
      if (!moved.some((one) => isSame(one, place))) moved.push(place);
    }
    this.#places = moved;
    this.memory.write(NAME, this.#places);
  }

  /**
   * List the marks, paper by paper as the meeting has them, in the order of the pages;
   * those of papers that are not there (now) are kept but not shown.
   * @param {number[]} documents
   * @returns {Place[]}
   */
  list(documents) {
    return documents.flatMap((document) =>
      this.#places
        .filter((one) => one.document === document)
        .sort((one, other) => one.page - other.page),
    );
  }
}

/** @param {any} kept */
function isPlace(kept) {
  return Number.isInteger(kept?.document) && Number.isInteger(kept?.page);
}
