/** Highlighter tool: marks all words between the start and the end of a stroke. */

import { drawNote } from "./note_renderer.js";
import { newNote } from "./note.js";
import { anchorOf, lineBoxes, wordAt, pageWords } from "./text_anchor.js";

/** @typedef {import("./pointer_router.js").Tool} Tool */
/** @typedef {import("./stroke_canvas.js").StrokeCanvas} StrokeCanvas */
/** @typedef {import("./note.js").Colour} Colour */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./text_anchor.js").Word} Word */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/** @implements {Tool} */
export class Highlighter {
  /** @type {Colour} */
  colour = "yellow";
  /** @type {DOMRect | null} */
  #sheetBox = null;
  /** @type {Word[]} */
  #words = [];
  #from = -1;
  #to = -1;

  /**
   * @param {StrokeCanvas} strokes
   * @param {(x: number) => PageFrame | null} frameAt
   * @param {(note: Note) => void} onNote
   * @param {() => void} onNoText the page has no words to mark
   */
  constructor(strokes, frameAt, onNote, onNoText) {
    this.strokes = strokes;
    this.frameAt = frameAt;
    this.onNote = onNote;
    this.onNoText = onNoText;
  }

  /** @param {PointerEvent} event */
  async down(event) {
    const frame = this.frameAt(event.clientX);
    this.frame = frame;
    this.#sheetBox = frame?.sheet.getBoundingClientRect() ?? null;
    this.#words = [];
    this.#from = this.#to = -1;
    if (!frame) return;
    const words = await pageWords(frame);
    if (!words.length) return this.onNoText();
    if (this.frame !== frame || !this.#sheetBox) return;
    this.#words = words;
    this.#from = this.#word(event);
    this.move([event]);
  }

  /** @param {PointerEvent} event */
  #word({ clientX, clientY }) {
    if (!this.#sheetBox) return -1;
    const { left, top, width, height } = this.#sheetBox;
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
    const { context, area } = this.strokes;
    if (!context || !this.#sheetBox) return;
    this.strokes.clear();
    context.save();
    context.translate(this.#sheetBox.left - area.left, this.#sheetBox.top - area.top);
    const body = { boxes: lineBoxes(this.#chosen) };
    const position = { document: 0, page: 0 };
    const mark = newNote({ ...position, kind: "highlight", colour: this.colour, body });
    drawNote(context, mark, this.#sheetBox);
    context.restore();
  }

  up() {
    const [from = -1, to = -1] = this.#range;
    if (this.frame && from >= 0) {
      const body = { boxes: lineBoxes(this.#chosen).slice(0, 400) };
      const anchor = anchorOf(this.#words, from, to);
      const position = this.frame.position;
      this.onNote(
        newNote({ ...position, kind: "highlight", colour: this.colour, body, anchor }),
      );
    }
    this.cancel();
  }

  cancel() {
    this.strokes.clear();
    this.#sheetBox = null;
    this.#from = this.#to = -1;
  }
}
