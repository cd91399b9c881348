/**
 * The text of a page, from what the server keeps of it: fetched once, a few held ready.
 *
 * @typedef {import("../reader/places.js").Place} Place
 * @typedef {import("../reader/page_book.js").PageBook} PageBook
 * @typedef {import("./flow.js").Block} Block
 * @typedef {{state: "ready" | "none" | "waiting" | "failed", blocks: Block[]}} Text
 */

import { keyOf } from "../reader/places.js";
import { flow } from "./flow.js";

const HELD = 8;

export class PageText {
  /** Only texts that are there, the longest unused first. @type {Map<string, Text>} */
  #held = new Map();

  /**
   * @param {PageBook} book
   * @param {(document: number, sha: string) => Promise<unknown>} fetchWords
   */
  constructor(book, fetchWords) {
    this.book = book;
    this.fetchWords = fetchWords;
  }

  /**
   * Tell at once what is held of a page.
   * @param {Place} place
   * @returns {Text | undefined}
   */
  held(place) {
    return this.#held.get(keyOf(place));
  }

  /**
   * Read a page: its blocks, or why there are none. Never throws.
   * @param {Place} place
   * @returns {Promise<Text>}
   */
  async read(place) {
    const held = this.held(place);
    if (held) return held;
    try {
      if (!this.book.page(place)) await this.book.load(place.document);
      return this.#keep(place, await this.#ask(place));
    } catch {
      return { state: "failed", blocks: [] };
    }
  }

  /**
   * @param {Place} place
   * @returns {Promise<Text>}
   */
  async #ask(place) {
    const info = this.book.page(place);
    if (!info) return { state: "waiting", blocks: [] };
    if (!info.words) return { state: "none", blocks: [] };
    const blocks = flow(await this.fetchWords(place.document, info.words), info);
    return { state: blocks.length ? "ready" : "none", blocks };
  }

  /**
   * @param {Place} place
   * @param {Text} text
   */
  #keep(place, text) {
    // A page without text may get it later, from the scanner's reading.
    if (text.state !== "ready") return text;
    this.#held.delete(keyOf(place));
    this.#held.set(keyOf(place), text);
    const [oldest] = this.#held.keys();
    if (this.#held.size > HELD && oldest) this.#held.delete(oldest);
    return text;
  }

  /**
   * Let go of the papers this reader may no longer have.
   * @param {(document: number) => boolean} isThere
   */
  forget(isThere) {
    for (const key of this.#held.keys()) {
      if (!isThere(Number.parseInt(key, 10))) this.#held.delete(key);
    }
  }
}
