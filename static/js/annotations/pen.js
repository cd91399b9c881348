/** Pen tool: draws only the new segment of the stroke on each move. */

import { applyPen } from "./note_renderer.js";
import { newNote, simplify } from "./note.js";

/** @typedef {import("./pointer_router.js").Tool} Tool */
/** @typedef {import("./stroke_canvas.js").StrokeCanvas} StrokeCanvas */
/** @typedef {import("./note.js").Colour} Colour */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/** A line as a fountain pen leaves it, as a part of the page's width. */
export const PEN_WIDTH = 0.0034;

/** @implements {Tool} */
export class Pen {
  /** @type {Colour} */
  colour = "blue";
  /** In pixels of the stage, x, y, x, y, … @type {number[]} */
  #points = [];
  /** @type {DOMRect | null} */
  #sheetBox = null;

  /**
   * @param {StrokeCanvas} strokes
   * @param {(x: number) => PageFrame | null} frameAt the page under a point of the screen
   * @param {(note: Note) => void} onNote
   */
  constructor(strokes, frameAt, onNote) {
    this.strokes = strokes;
    this.frameAt = frameAt;
    this.onNote = onNote;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.frame = this.frameAt(event.clientX);
    this.#sheetBox = this.frame?.sheet.getBoundingClientRect() ?? null;
    const { context } = this.strokes;
    if (!this.#sheetBox || !context) return;
    applyPen(context, this.colour, PEN_WIDTH * this.#sheetBox.width);
    this.#points = [];
    this.move([event]);
  }

  /** @param {PointerEvent[]} events */
  move(events) {
    const { context, area } = this.strokes;
    if (!this.#sheetBox || !context) return;
    const points = this.#points;
    const had = points.length;
    for (const { clientX, clientY } of events) {
      points.push(clientX - area.left, clientY - area.top);
    }
    // Only what is new; the last two middles join it smoothly to what is there.
    context.beginPath();
    let index = Math.max(0, had - 4);
    const at = (/** @type {number} */ position) => points[position] ?? 0;
    if (index === 0) context.moveTo(at(0), at(1));
    else
      context.moveTo(
        (at(index) + at(index + 2)) / 2,
        (at(index + 1) + at(index + 3)) / 2,
      );
    if (index > 0) index += 2;
    for (; index + 3 < points.length; index += 2) {
      const [x, y] = [at(index), at(index + 1)];
      context.quadraticCurveTo(x, y, (x + at(index + 2)) / 2, (y + at(index + 3)) / 2);
    }
    context.lineTo(at(points.length - 2) + 0.01, at(points.length - 1));
    context.stroke();
  }

  up() {
    const { area } = this.strokes;
    const sheet = this.#sheetBox;
    if (sheet && this.frame && this.#points.length) {
      const { left, top, width, height } = sheet;
      const fractions = this.#points.map((value, index) =>
        index % 2
          ? (value + area.top - top) / height
          : (value + area.left - left) / width,
      );
      const points = simplify(
        fractions.map((value) => Math.min(1.4, Math.max(-0.4, value))),
      );
      const body = { points, width: PEN_WIDTH };
      this.onNote(
        newNote({ ...this.frame.position, kind: "ink", colour: this.colour, body }),
      );
    }
    this.cancel();
  }

  cancel() {
    this.strokes.clear();
    this.#points = [];
    this.#sheetBox = null;
  }
}
