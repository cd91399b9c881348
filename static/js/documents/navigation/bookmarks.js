/**
 * Bookmarks of the reader, stored on this device. Draws nothing.
 *
 * @typedef {import("../reader/page_position.js").PagePosition} PagePosition
 * @typedef {{read: (name: string) => any, write: (name: string, value: unknown) => void}}
 *   MemberStorage
 */

import { isSame } from "../reader/page_position.js";

const NAME = "bookmarks";
/** Upper limit of stored bookmarks. */
const MOST = 200;

export class Bookmarks {
  /** @type {PagePosition[]} */
  #positions;

  /** @param {MemberStorage} memory */
  constructor(memory) {
    this.memory = memory;
    const kept = memory.read(NAME);
    this.#positions = (Array.isArray(kept) ? kept : []).filter(isPlace).slice(-MOST);
  }

  /** @param {PagePosition | null} position */
  has(position) {
    return this.#positions.some((one) => isSame(one, position));
  }

  /** @param {PagePosition} position */
  toggle({ document, page }) {
    const position = { document, page };
    const others = this.#positions.filter((one) => !isSame(one, position));
    const isNew = others.length === this.#positions.length;
    this.#positions = isNew ? [...others, position].slice(-MOST) : others;
    this.memory.write(NAME, this.#positions);
  }

  /**
   * Move bookmarks of replaced documents to the new version.
   * @param {(position: PagePosition) => PagePosition | null} newest null: not replaced
   */
  moveOn(newest) {
    if (!this.#positions.some((position) => newest(position))) return;
    /** @type {PagePosition[]} */
    const moved = [];
    for (const position of this.#positions.map((one) => newest(one) ?? one)) {
      if (!moved.some((one) => isSame(one, position))) moved.push(position);
    }
    this.#positions = moved;
    this.memory.write(NAME, this.#positions);
  }

  /**
   * List bookmarks in the meeting's order of documents and by page; those of
   * documents that are not available are kept but not listed.
   * @param {number[]} documents
   * @returns {PagePosition[]}
   */
  list(documents) {
    return documents.flatMap((document) =>
      this.#positions
        .filter((one) => one.document === document)
        .sort((one, other) => one.page - other.page),
    );
  }
}

/** @param {any} kept */
function isPlace(kept) {
  return Number.isInteger(kept?.document) && Number.isInteger(kept?.page);
}
