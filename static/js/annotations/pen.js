/** The pen: each move adds one segment, whatever is on the page already. */

import { take } from "./ink.js";
import { newNote, thin } from "./note.js";

/** @typedef {import("./hand.js").Tool} Tool */
/** @typedef {import("./live_canvas.js").LiveCanvas} LiveCanvas */
/** @typedef {import("./note.js").Colour} Colour */
/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */

/** A line as a fountain pen leaves it, as a part of the page's width. */
export const PEN_WIDTH = 0.0034;

/** @implements {Tool} */
export class Pen {
  /** @type {Colour} */
  colour = "blue";
  /** In pixels of the stage, x, y, x, y, … @type {number[]} */
  #points = [];
  /** @type {DOMRect | null} */
  #sheet = null;

  /**
   * @param {LiveCanvas} live
   * @param {(x: number) => Frame | null} frameAt the page under a point of the screen
   * @param {(note: Note) => void} written
   */
  constructor(live, frameAt, written) {
    this.live = live;
    this.frameAt = frameAt;
    this.written = written;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.frame = this.frameAt(event.clientX);
    this.#sheet = this.frame?.sheet.getBoundingClientRect() ?? null;
    const { context } = this.live;
    if (!this.#sheet || !context) return;
    take(context, this.colour, PEN_WIDTH * this.#sheet.width);
    this.#points = [];
    this.move([event]);
  }

  /** @param {PointerEvent[]} events */
  move(events) {
    const { context, area } = this.live;
    if (!this.#sheet || !context) return;
    const points = this.#points;
    const had = points.length;
    for (const { clientX, clientY } of events) {
      points.push(clientX - area.left, clientY - area.top);
    }
    // Only what is new; the last two middles join it smoothly to what is there.
    context.beginPath();
    let index = Math.max(0, had - 4);
    const at = (/** @type {number} */ place) => points[place] ?? 0;
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
    const { area } = this.live;
    const sheet = this.#sheet;
    if (sheet && this.frame && this.#points.length) {
      const { left, top, width, height } = sheet;
      const fractions = this.#points.map((value, index) =>
        index % 2
          ? (value + area.top - top) / height
          : (value + area.left - left) / width,
      );
      const points = thin(
        fractions.map((value) => Math.min(1.4, Math.max(-0.4, value))),
      );
      const body = { points, width: PEN_WIDTH };
      this.written(
        newNote({ ...this.frame.place, kind: "ink", colour: this.colour, body }),
      );
    }
    this.cancel();
  }

  cancel() {
    this.live.clear();
    this.#points = [];
    this.#sheet = null;
  }
}
