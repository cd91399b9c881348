/**
 * Canvas over the stage that shows the stroke being drawn, before it becomes a note.
 */

import { el } from "../base/dom.js";

/** @typedef {{left: number, top: number, width: number, height: number}} Area */

/** Twice as fine as the screen is fine enough. */
const MAX_PIXEL_RATIO = 2;

export class StrokeCanvas {
  /** @type {CanvasRenderingContext2D | null} */
  context = null;
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  #pixelRatio = 1;
  /** The stage on the screen. @type {Area} */
  area = { left: 0, top: 0, width: 1, height: 1 };

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    new ResizeObserver(() => this.#canvas && this.#fit()).observe(stage);
  }

  open() {
    if (this.#canvas) return;
    this.#canvas = el("canvas", { class: "live-ink", "aria-hidden": "true" });
    // Straight to the screen where the device can: a frame earlier.
    this.context = this.#canvas.getContext("2d", { desynchronized: true });
    this.stage.append(this.#canvas);
    this.#fit();
  }

  close() {
    this.#canvas?.remove();
    this.#canvas = null;
    this.context = null;
  }

  #fit() {
    if (!this.#canvas) return;
    this.area = this.stage.getBoundingClientRect();
    this.#pixelRatio = Math.min(MAX_PIXEL_RATIO, devicePixelRatio);
    this.#canvas.width = Math.round(this.area.width * this.#pixelRatio);
    this.#canvas.height = Math.round(this.area.height * this.#pixelRatio);
    this.context?.scale(this.#pixelRatio, this.#pixelRatio);
  }

  clear() {
    this.context?.clearRect(0, 0, this.area.width, this.area.height);
  }
}
