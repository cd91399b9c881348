/** Highlight search matches on the visible pages, below the selectable words. */

import { el } from "../../base/dom.js";
import { keyOf } from "./page_position.js";
import { boxesMatching } from "./phrase_match.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./word_spans.js").Word} Word */
/** @typedef {import("./phrase_match.js").Phrases} Phrases */

export class SearchHighlight {
  /** What to mark, by page. @type {ReadonlyMap<string, Phrases>} */
  #wanted = new Map();
  /** @type {readonly PageFrame[]} */
  #frames = [];

  /** @param {import("./page_frame.js").PageSourceFiles["words"]} fetchWords */
  constructor(fetchWords) {
    this.fetchWords = fetchWords;
  }

  /**
   * Mark these wordings on these pages, and nothing else any more.
   * @param {ReadonlyMap<string, Phrases>} wanted by `keyOf` a page
   */
  want(wanted) {
    this.#wanted = wanted;
    for (const frame of this.#frames) this.#mark(frame);
  }

  /** @param {readonly PageFrame[]} frames the pages now in front */
  turnTo(frames) {
    for (const frame of this.#frames) {
      if (!frames.includes(frame)) frame.marks.replaceChildren();
    }
    this.#frames = frames;
    for (const frame of frames) this.#mark(frame);
  }

  /** @param {PageFrame} frame */
  async #mark(frame) {
    const wanted = this.#wanted;
    const wordings = wanted.get(keyOf(frame.position));
    const sha = frame.info?.words;
    if (!wordings?.length || !sha) return frame.marks.replaceChildren();
    // Without the words the page reads as well; the next visit asks again.
    const words = await this.fetchWords(frame.position.document, sha).catch(() => []);
    if (!this.#frames.includes(frame) || this.#wanted !== wanted) return;
    const boxes = boxesMatching(words, wordings);
    frame.marks.replaceChildren(...boxes.map((index) => box(words[index])));
  }
}

/** @param {Word} word */
function box([x, y, width, height]) {
  const made = el("div", { class: "sheet-mark" });
  made.style.left = `${x * 100}%`;
  made.style.top = `${y * 100}%`;
  made.style.width = `${width * 100}%`;
  made.style.height = `${height * 100}%`;
  return made;
}
