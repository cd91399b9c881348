/**
 * Selectable words over the visible pages only: hundreds of words on each preloaded
 * page would slow down turning.
 */

import { clearWords, drawWords } from "./word_spans.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */

/** Not on every page leafed past. */
const SPELL_MS = 200;

export class TextLayer {
  /** Hash of the words on each frame: scans get theirs later. @type {Map<PageFrame, string>} */
  #laid = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {import("./page_frame.js").PageSourceFiles["words"]} fetchWords */
  constructor(fetchWords) {
    this.fetchWords = fetchWords;
  }

  /** @param {readonly PageFrame[]} frames the pages now in front */
  turnTo(frames) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#spellAll(frames), SPELL_MS);
  }

  /** @param {readonly PageFrame[]} frames */
  #spellAll(frames) {
    for (const frame of this.#laid.keys()) {
      if (frames.includes(frame)) continue;
      clearWords(frame.words);
      this.#laid.delete(frame);
    }
    for (const frame of frames) this.#spell(frame);
  }

  /** @param {PageFrame} frame */
  async #spell(frame) {
    const sha = frame.info?.words;
    if (!sha || this.#laid.get(frame) === sha) return;
    this.#laid.set(frame, sha);
    try {
      const words = await this.fetchWords(frame.position.document, sha);
      if (this.#laid.get(frame) === sha) drawWords(frame.words, words);
    } catch {
      // The page reads without them; the next visit asks again.
      this.#laid.delete(frame);
    }
  }
}
