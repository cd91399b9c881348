/**
 * Links of the visible pages. The layers are transparent to pointer events, so that
 * swipes, pen and selection work; a tap is tested against the links.
 */

import { PageLinks } from "./page_links.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./zoom.js").Point} Point */

export class LinkLayer {
  /** @type {PageLinks[]} */
  #sheets = [];

  /**
   * @param {Stage} stage
   * @param {(page: number) => void} resistedOffset
   */
  constructor(stage, resistedOffset) {
    this.stage = stage;
    this.resistedOffset = resistedOffset;
    stage.tapped = (point) => this.#tap(point);
    stage.element.addEventListener("pointermove", (event) => this.#hover(event));
  }

  /** @returns {boolean} whether the keyboard is on one of the links */
  get hasFocus() {
    return this.#sheets.some((sheet) => sheet.hasFocus);
  }

  /** @param {readonly PageFrame[]} frames the pages now in front */
  turnTo(frames) {
    const gone = this.#sheets.filter((sheet) => !sheet.isOf(frames));
    for (const sheet of gone) sheet.remove();
    const kept = this.#sheets.filter((sheet) => sheet.isOf(frames));
    const fresh = frames.filter(
      (frame) => frame.isReady && !kept.some((sheet) => sheet.frame === frame),
    );
    if (!gone.length && !fresh.length) return;
    const made = fresh.map((frame) => new PageLinks(frame, this.resistedOffset));
    this.#sheets = [...kept, ...made];
    this.#point(null);
  }

  /**
   * @param {Point} point from the stage's top left corner
   * @returns {boolean} whether that was a link
   */
  #tap(point) {
    const { left, top } = this.stage.element.getBoundingClientRect();
    const link = this.#at({ x: point.x + left, y: point.y + top });
    link?.click();
    return link !== null;
  }

  /**
   * @param {Point} point of the window
   * @returns {HTMLElement | null}
   */
  #at(point) {
    for (const sheet of this.#sheets) {
      const link = sheet.at(point);
      if (link) return link;
    }
    return null;
  }

  /** @param {PointerEvent} event */
  #hover({ pointerType, clientX, clientY }) {
    if (pointerType !== "mouse" || !this.#sheets.length) return;
    this.#point(this.#at({ x: clientX, y: clientY }));
  }

  /**
   * Show which link the mouse is on.
   * @param {HTMLElement | null} link
   */
  #point(link) {
    this.stage.element.classList.toggle("is-on-link", link !== null);
    for (const sheet of this.#sheets) sheet.point(link);
  }
}
