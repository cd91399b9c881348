/**
 * Lays the selectable words over the page the reader stays on, and over no other:
 * hundreds of words on every held page would make each turn slower.
 */

import { clearWords, layWords } from "./words.js";

/** @typedef {import("./frame.js").Frame} Frame */

/** Not on every page leafed past. */
const SPELL_MS = 200;

export class Speller {
  /** @type {Frame | null} */
  #frame = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Which words lie there: a scan is read after it is shown. */
  #sha = "";

  /** @param {import("./frame.js").Source["words"]} fetchWords */
  constructor(fetchWords) {
    this.fetchWords = fetchWords;
  }

  /** @param {Frame} frame the page now in front */
  turnTo(frame) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#spell(frame), SPELL_MS);
  }

  /** @param {Frame} frame */
  async #spell(frame) {
    const sha = frame.info?.words;
    if (!sha || (this.#frame === frame && this.#sha === sha)) return;
    if (this.#frame) clearWords(this.#frame.words);
    this.#frame = frame;
    this.#sha = sha;
    try {
      const words = await this.fetchWords(frame.place.document, sha);
      if (this.#frame === frame) layWords(frame.words, words);
    } catch {
      // The page reads without them; the next visit asks again.
      this.#frame = null;
    }
  }
}
