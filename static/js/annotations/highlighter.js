/** The felt pen: drawn from one word to another, it marks all the words between. */

import { draw } from "./ink.js";
import { newNote } from "./note.js";
import { anchorOf, lineBoxes, wordAt, wordsOf } from "./wording.js";

/** @typedef {import("./hand.js").Tool} Tool */
/** @typedef {import("./live_canvas.js").LiveCanvas} LiveCanvas */
/** @typedef {import("./note.js").Colour} Colour */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./wording.js").Word} Word */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */

/** @implements {Tool} */
export class Highlighter {
  /** @type {Colour} */
  colour = "yellow";
  /** @type {DOMRect | null} */
  #sheet = null;
  /** @type {Word[]} */
  #words = [];
  #from = -1;
  #to = -1;

  /**
   * @param {LiveCanvas} live
   * @param {(x: number) => Frame | null} frameAt
   * @param {(note: Note) => void} written
   * @param {() => void} wordless the page has no words to mark
   */
  constructor(live, frameAt, written, wordless) {
    this.live = live;
    this.frameAt = frameAt;
    this.written = written;
    this.wordless = wordless;
  }

  /** @param {PointerEvent} event */
  async down(event) {
    const frame = this.frameAt(event.clientX);
    this.frame = frame;
    this.#sheet = frame?.sheet.getBoundingClientRect() ?? null;
    this.#words = [];
    this.#from = this.#to = -1;
    if (!frame) return;
    const words = await wordsOf(frame);
    if (!words.length) return this.wordless();
    if (this.frame !== frame || !this.#sheet) return;
    this.#words = words;
    this.#from = this.#word(event);
    this.move([event]);
  }

  /** @param {PointerEvent} event */
  #word({ clientX, clientY }) {
    if (!this.#sheet) return -1;
    const { left, top, width, height } = this.#sheet;
    return wordAt(this.#words, (clientX - left) / width, (clientY - top) / height);
  }

  get #range() {
    return [Math.min(this.#from, this.#to), Math.max(this.#from, this.#to)];
  }

  /** @returns {Word[]} */
  get #chosen() {
    const [first = 0, last = 0] = this.#range;
    return this.#words.slice(first, last + 1);
  }

  /** @param {PointerEvent[]} events */
  move(events) {
    const last = events.at(-1);
    if (this.#from < 0 || !last) return;
    const to = this.#word(last);
    if (to === this.#to) return;
    this.#to = to;
    this.#preview();
  }

  #preview() {
    const { context, area } = this.live;
    if (!context || !this.#sheet) return;
    this.live.clear();
    context.save();
    context.translate(this.#sheet.left - area.left, this.#sheet.top - area.top);
    const body = { boxes: lineBoxes(this.#chosen) };
    const place = { document: 0, page: 0 };
    const mark = newNote({ ...place, kind: "highlight", colour: this.colour, body });
    draw(context, mark, this.#sheet);
    context.restore();
  }

  up() {
    const [from = -1, to = -1] = this.#range;
    if (this.frame && from >= 0) {
      const body = { boxes: lineBoxes(this.#chosen).slice(0, 400) };
      const anchor = anchorOf(this.#words, from, to);
      const place = this.frame.place;
      this.written(
        newNote({ ...place, kind: "highlight", colour: this.colour, body, anchor }),
      );
    }
    this.cancel();
  }

  cancel() {
    this.live.clear();
    this.#sheet = null;
    this.#from = this.#to = -1;
  }
}
