/**
 * Text of pages, fetched once; the last few are cached.
 *
 * @typedef {import("../reader/page_position.js").PagePosition} PagePosition
 * @typedef {import("../reader/page_index.js").PageIndex} PageIndex
 * @typedef {import("./reflow.js").Block} Block
 * @typedef {{state: "ready" | "none" | "waiting" | "failed", blocks: Block[]}} PageTextState
 */

import { keyOf } from "../reader/page_position.js";
import { flow } from "./reflow.js";

const HELD = 8;

export class PageText {
  /** Only texts that are there, the longest unused first. @type {Map<string, PageTextState>} */
  #held = new Map();

  /**
   * @param {PageIndex} pageIndex
   * @param {(document: number, sha: string) => Promise<unknown>} fetchWords
   */
  constructor(pageIndex, fetchWords) {
    this.pageIndex = pageIndex;
    this.fetchWords = fetchWords;
  }

  /**
   * Tell at once what is held of a page.
   * @param {PagePosition} position
   * @returns {PageTextState | undefined}
   */
  held(position) {
    return this.#held.get(keyOf(position));
  }

  /**
   * Read a page: its blocks, or why there are none. Never throws.
   * @param {PagePosition} position
   * @returns {Promise<PageTextState>}
   */
  async read(position) {
    const held = this.held(position);
    if (held) return held;
    try {
      if (!this.pageIndex.page(position)) await this.pageIndex.load(position.document);
      return this.#keep(position, await this.#ask(position));
    } catch {
      return { state: "failed", blocks: [] };
    }
  }

  /**
   * @param {PagePosition} position
   * @returns {Promise<PageTextState>}
   */
  async #ask(position) {
    const info = this.pageIndex.page(position);
    if (!info) return { state: "waiting", blocks: [] };
    if (!info.words) return { state: "none", blocks: [] };
    const blocks = flow(await this.fetchWords(position.document, info.words), info);
    return { state: blocks.length ? "ready" : "none", blocks };
  }

  /**
   * @param {PagePosition} position
   * @param {PageTextState} text
   */
  #keep(position, text) {
    // A page without text may get it later, from the scanner's reading.
    if (text.state !== "ready") return text;
    this.#held.delete(keyOf(position));
    this.#held.set(keyOf(position), text);
    const [oldest] = this.#held.keys();
    if (this.#held.size > HELD && oldest) this.#held.delete(oldest);
    return text;
  }

  /**
   * Drop texts of documents that are no longer readable.
   * @param {(document: number) => boolean} isThere
   */
  forget(isThere) {
    for (const key of this.#held.keys()) {
      if (!isThere(Number.parseInt(key, 10))) this.#held.delete(key);
    }
  }
}
