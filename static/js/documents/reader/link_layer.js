/**
 * The links of the page in front. The layer itself lets every touch through, so that
 * swipes, the pen and selecting work over it; a tap asks it which link was meant.
 */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { linkAt } from "./link_at.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./link_at.js").Link} Link */
/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./zoom.js").Point} Point */

/** @type {readonly Link[]} */
const NONE = [];

export class LinkLayer {
  /** @type {Frame | null} */
  #frame = null;
  #links = NONE;
  #layer = el("div", { class: "sheet-links" });

  /**
   * @param {Stage} stage
   * @param {(page: number) => void} follow
   */
  constructor(stage, follow) {
    this.stage = stage;
    this.follow = follow;
    stage.tapped = (point) => this.#tap(point);
    stage.element.addEventListener("pointermove", (event) => this.#hover(event));
  }

  /** @returns {boolean} whether the keyboard is on one of the links */
  get hasFocus() {
    return this.#layer.contains(document.activeElement);
  }

  /** @param {Frame | null} frame the page now in front */
  turnTo(frame) {
    const links = frame?.info?.links ?? NONE;
    if (frame === this.#frame && links === this.#links) return;
    this.#frame = frame;
    this.#links = links;
    this.#point(-1);
    this.#layer.remove();
    this.#layer.replaceChildren(...links.map((link) => this.#button(link)));
    if (links.length) frame?.sheet.append(this.#layer);
  }

  /** @param {Link} link */
  #button([x, y, width, height, page]) {
    const label = t("Đến trang {page}", { page });
    const button = el("button", {
      class: "sheet-link",
      type: "button",
      "aria-label": label,
      onclick: () => this.follow(page),
    });
    const { style } = button;
    [style.left, style.top] = [`${x * 100}%`, `${y * 100}%`];
    [style.width, style.height] = [`${width * 100}%`, `${height * 100}%`];
    return button;
  }

  /**
   * @param {Point} point from the stage's top left corner
   * @returns {boolean} whether that was a link
   */
  #tap(point) {
    const link = this.#links[this.#at(point)];
    if (link) this.follow(link[4]);
    return link !== undefined;
  }

  /** @param {Point} point */
  #at({ x, y }) {
    if (!this.#frame || !this.#links.length) return -1;
    const stage = this.stage.element.getBoundingClientRect();
    const sheet = this.#frame.sheet.getBoundingClientRect();
    const point = { x: x + stage.left - sheet.left, y: y + stage.top - sheet.top };
    return linkAt(this.#links, point, sheet);
  }

  /** @param {PointerEvent} event */
  #hover({ pointerType, clientX, clientY }) {
    if (pointerType !== "mouse" || !this.#links.length) return;
    const stage = this.stage.element.getBoundingClientRect();
    this.#point(this.#at({ x: clientX - stage.left, y: clientY - stage.top }));
  }

  /**
   * Show which link the mouse is on; -1: none.
   * @param {number} index
   */
  #point(index) {
    this.stage.element.classList.toggle("is-on-link", index >= 0);
    [...this.#layer.children].forEach((button, at) => {
      button.classList.toggle("is-near", at === index);
    });
  }
}
