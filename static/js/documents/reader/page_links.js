/** Links of one page, as buttons reachable by keyboard. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { linkAtPoint } from "./link_hit_test.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./link_hit_test.js").Link} Link */
/** @typedef {import("./zoom.js").Point} Point */

export class PageLinks {
  /**
   * @param {PageFrame} frame
   * @param {(page: number) => void} resistedOffset
   */
  constructor(frame, resistedOffset) {
    this.frame = frame;
    this.links = frame.info?.links ?? [];
    this.buttons = this.links.map((link) => button(link, resistedOffset));
    this.layer = el("div", { class: "sheet-links" }, ...this.buttons);
    if (this.links.length) frame.sheet.append(this.layer);
  }

  /** @returns {boolean} */
  get hasFocus() {
    return this.layer.contains(document.activeElement);
  }

  /** @param {readonly PageFrame[]} frames */
  isOf(frames) {
    return frames.includes(this.frame);
  }

  /**
   * Find the link under, or nearest to, a point of the window.
   * @param {Point} point
   * @returns {HTMLElement | null}
   */
  at({ x, y }) {
    if (!this.links.length) return null;
    const sheet = this.frame.sheet.getBoundingClientRect();
    const point = { x: x - sheet.left, y: y - sheet.top };
    return this.buttons[linkAtPoint(this.links, point, sheet)] ?? null;
  }

  /**
   * Show which link the mouse is on.
   * @param {HTMLElement | null} link
   */
  point(link) {
    for (const each of this.buttons) each.classList.toggle("is-near", each === link);
  }

  remove() {
    this.layer.remove();
  }
}

/**
 * @param {Link} link
 * @param {(page: number) => void} resistedOffset
 */
function button([x, y, width, height, page], resistedOffset) {
  const made = el("button", {
    class: "sheet-link",
    type: "button",
    "aria-label": t("Đến trang {page}", { page }),
    onclick: () => resistedOffset(page),
  });
  const { style } = made;
  [style.left, style.top] = [`${x * 100}%`, `${y * 100}%`];
  [style.width, style.height] = [`${width * 100}%`, `${height * 100}%`];
  return made;
}
