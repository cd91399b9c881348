/** Marks what was looked for on the pages in front, under the words one can select. */

import { el } from "../../base/dom.js";
import { keyOf } from "./places.js";
import { boxesWith } from "./wordings.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./words.js").Word} Word */
/** @typedef {import("./wordings.js").Wordings} Wordings */

export class Marker {
  /** What to mark, by page. @type {ReadonlyMap<string, Wordings>} */
  #wanted = new Map();
  /** @type {readonly Frame[]} */
  #frames = [];

  /** @param {import("./frame.js").Source["words"]} fetchWords */
  constructor(fetchWords) {
    this.fetchWords = fetchWords;
  }

  /**
   * Mark these wordings on these pages, and nothing else any more.
   * @param {ReadonlyMap<string, Wordings>} wanted by `keyOf` a page
   */
  want(wanted) {
    this.#wanted = wanted;
    for (const frame of this.#frames) this.#mark(frame);
  }

  /** @param {readonly Frame[]} frames the pages now in front */
  turnTo(frames) {
    for (const frame of this.#frames) {
      if (!frames.includes(frame)) frame.marks.replaceChildren();
    }
    this.#frames = frames;
    for (const frame of frames) this.#mark(frame);
  }

  /** @param {Frame} frame */
  async #mark(frame) {
    const wanted = this.#wanted;
    const wordings = wanted.get(keyOf(frame.place));
    const sha = frame.info?.words;
    if (!wordings?.length || !sha) return frame.marks.replaceChildren();
    // Without the words the page reads as well; the next visit asks again.
    const words = await this.fetchWords(frame.place.document, sha).catch(() => []);
    if (!this.#frames.includes(frame) || this.#wanted !== wanted) return;
    const boxes = boxesWith(words, wordings);
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
