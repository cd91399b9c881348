/** The reader's own zoom on the current page. */

import { WHOLE, carry, clamp, fit, scaleAt, toggle } from "./zoom.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./zoom.js").View} View */
/** @typedef {import("./zoom.js").Point} Point */
/** @typedef {import("./zoom.js").Size} Size */

/** Nine pages of this width fit into a cheap tablet's memory; of 2400 they do not. */
const HELD_PIXELS = 1200;

export class ZoomView {
  /** @type {View} */
  #view = WHOLE;
  /** @type {PageFrame | null} */
  #frame = null;

  /**
   * @param {HTMLElement} stage
   * @param {() => Size} size of the stage
   */
  constructor(stage, size) {
    this.stage = stage;
    this.size = size;
  }

  /** @returns {boolean} */
  get isZoomed() {
    return this.#view.scale > 1;
  }

  /** @returns {PageFrame | null} */
  get frame() {
    return this.#frame;
  }

  /**
   * Device pixels a sheet needs across; those only held ready make do with fewer.
   * @param {PageFrame} frame
   */
  pixels(frame) {
    const whole = fit(this.size(), frame.size).width * devicePixelRatio;
    if (frame === this.#frame) return whole * this.#view.scale;
    return Math.min(whole, HELD_PIXELS);
  }

  /**
   * Look at another sheet, with the same zoom.
   * @param {PageFrame | null} frame
   */
  turnTo(frame) {
    if (this.#frame && this.#frame !== frame) this.#frame.move(WHOLE);
    this.#frame = frame;
    if (frame) this.#set(carry(this.#view, this.size(), frame.size));
  }

  /** The stage has another size. */
  refit() {
    if (this.#frame) this.#set(clamp(this.#view, this.size(), this.#frame.size));
  }

  /** @param {View} view */
  #set(view) {
    const wasZoomed = this.isZoomed;
    this.#view = view;
    this.#frame?.move(view);
    if (wasZoomed === this.isZoomed) return;
    this.stage.classList.toggle("is-zoomed", this.isZoomed);
    const detail = { isZoomed: this.isZoomed };
    this.stage.dispatchEvent(new CustomEvent("zoomed", { detail }));
  }

  /** @param {Point} point */
  toggle(point) {
    if (this.#frame)
      this.#set(toggle(this.#view, point, this.size(), this.#frame.size));
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    if (!this.#frame) return;
    this.stage.classList.add("is-moving");
    const { scale, x, y } = this.#view;
    this.#set(clamp({ scale, x: x + dx, y: y + dy }, this.size(), this.#frame.size));
  }

  /**
   * @param {number} ratio
   * @param {Point} from
   * @param {Point} to
   */
  pinch(ratio, from, to) {
    if (!this.#frame) return;
    this.stage.classList.add("is-moving");
    const sheet = fit(this.size(), this.#frame.size);
    const scale = Math.max(1, this.#view.scale * ratio);
    const view = scaleAt(this.#view, scale, from, to, sheet);
    this.#set(clamp(view, this.size(), this.#frame.size));
  }

  /** The gesture ended: render the page at its new size. */
  rest() {
    this.stage.classList.remove("is-moving");
    this.stage.dispatchEvent(new CustomEvent("rested"));
  }
}
