/** The links of one page, as buttons on its sheet that only the keyboard reaches. */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { linkAt } from "./link_at.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./link_at.js").Link} Link */
/** @typedef {import("./zoom.js").Point} Point */

export class SheetLinks {
  /**
   * @param {Frame} frame
   * @param {(page: number) => void} follow
   */
  constructor(frame, follow) {
    this.frame = frame;
    this.links = frame.info?.links ?? [];
    this.buttons = this.links.map((link) => button(link, follow));
    this.layer = el("div", { class: "sheet-links" }, ...this.buttons);
    if (this.links.length) frame.sheet.append(this.layer);
  }

  /** @returns {boolean} */
  get hasFocus() {
    return this.layer.contains(document.activeElement);
  }

  /** @param {readonly Frame[]} frames */
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
    return this.buttons[linkAt(this.links, point, sheet)] ?? null;
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
 * @param {(page: number) => void} follow
 */
function button([x, y, width, height, page], follow) {
  const made = el("button", {
    class: "sheet-link",
    type: "button",
    "aria-label": t("Đến trang {page}", { page }),
    onclick: () => follow(page),
  });
  const { style } = made;
  [style.left, style.top] = [`${x * 100}%`, `${y * 100}%`];
  [style.width, style.height] = [`${width * 100}%`, `${height * 100}%`];
  return made;
}
