/**
 * One page on the stage: image, words and placeholder. The element stays in the
 * document, decoded and out of sight, until it is shown.
 */

import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { fitHalf } from "./pairing.js";
import { PageImage } from "./page_image.js";
import { chooseWidth } from "./zoom.js";
import { clearWords } from "./word_spans.js";

/** @typedef {import("./page_position.js").PagePosition} PagePosition */
/** @typedef {import("./page_index.js").PageInfo} PageInfo */
/** @typedef {import("./zoom.js").Size} Size */
/** @typedef {import("./zoom.js").View} View */
/** @typedef {{image: (document: number, sha: string) => string,
 *   words: (document: number, sha: string) => Promise<any[]>,
 *   isDrawn?: (document: number) => boolean,
 *   isReadElsewhere?: boolean}} PageSourceFiles whether a screen reader gets the text elsewhere;
 *   whether the pages are drawn for this reader, which may take a while */

/** The shape of a page whose size is not known yet: A4. */
const UNKNOWN = { width: 210, height: 297 };

export class PageFrame {
  /** @type {PageInfo | null} */
  info = null;
  isReady = false;
  /** Where two pages share the stage. @type {import("./pairing.js").Half} */
  half = null;
  /** Settles when the page is decoded or has failed. @type {Promise<void>} */
  ready = Promise.resolve();
  #isGone = false;
  #picture = new PageImage((image, old) => {
    if (old) old.replaceWith(image);
    else this.sheet.insertBefore(image, this.marks);
    this.element.classList.add("is-ready");
  });

  /**
   * @param {PagePosition} position
   * @param {PageSourceFiles} source
   * @param {() => void} retry
   */
  constructor(position, source, retry) {
    this.position = position;
    this.source = source;
    this.note = el("p", { class: "sheet-note" });
    this.again = el(
      "button",
      { class: "button", type: "button", hidden: true, onclick: retry },
      t("Thử lại"),
    );
    this.marks = el("div", { class: "sheet-marks", "aria-hidden": "true" });
    this.words = el("div", {
      class: "sheet-words",
      "aria-hidden": source.isReadElsewhere && "true",
    });
    const number = el("span", { class: "sheet-number" }, String(position.page));
    const blank = el("div", { class: "sheet-blank" }, number, this.note, this.again);
    this.sheet = el("div", { class: "sheet" }, blank, this.marks, this.words);
    this.element = el("div", { class: "frame", "data-slot": "spare" }, this.sheet);
  }

  /** @returns {Size} in points, or the shape of A4 */
  get size() {
    return this.info ?? UNKNOWN;
  }

  /** @returns {string} its slot on the track */
  get slot() {
    return this.element.dataset.slot ?? "";
  }

  /**
   * Take a slot on the track; only visible slots are exposed to assistive technology.
   * @param {string} slot
   */
  stand(slot) {
    const { dataset } = this.element;
    if (dataset.slot === slot) return;
    dataset.slot = slot;
    const isCurrent = slot === "current" || slot === "beside";
    this.element.ariaHidden = String(!isCurrent);
    this.again.tabIndex = isCurrent ? 0 : -1;
  }

  /** @param {Size} stage */
  fit(stage) {
    const position = fitHalf(stage, this.size, this.half);
    for (const side of /** @type {const} */ (["left", "top", "width", "height"])) {
      this.sheet.style[side] = `${position[side]}px`;
    }
  }

  /** @param {View} view */
  move({ scale, x, y }) {
    this.sheet.style.transform =
      scale === 1 ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
  }

  /**
   * Take the page's data and fetch its image for a sheet of so many device pixels.
   * @param {PageInfo} info
   * @param {number} pixels
   */
  fill(info, pixels) {
    this.info = info;
    const width = chooseWidth(info.images, pixels);
    if (!width || width <= this.#picture.wanted) return;
    this.say("");
    this.ready = this.#load(width);
  }

  /**
   * Tell whether it holds a larger image than a sheet of so many pixels needs.
   * @param {number} pixels
   */
  isSharper(pixels) {
    return (
      this.info !== null && this.#picture.width > chooseWidth(this.info.images, pixels)
    );
  }

  /** @param {number} width */
  async #load(width) {
    const outcome = await this.#picture.load({
      width,
      images: this.info?.images ?? {},
      address: (sha) => this.source.image(this.position.document, sha),
      isWorthWaiting: () => this.#waits(),
      isInFront: () => this.slot === "current",
    });
    if (outcome === "shown") this.isReady = true;
    if (outcome === "failed" && !this.isReady) this.fail();
  }

  /** Turned past before it came: what is being fetched makes way for what is wanted. */
  stop() {
    if (!this.isReady) this.#picture.stop();
  }

  /** Loading failed; return whether a watermarked image is still being drawn. */
  #waits() {
    const isDrawn = this.source.isDrawn?.(this.position.document) === true;
    if (isDrawn && !this.isReady) this.say(t("Đang chuẩn bị trang có dấu tên…"));
    return isDrawn && !this.#isGone;
  }

  /** Say that the page could not be had, and offer another try. */
  fail() {
    this.say(t("Không tải được trang {page}.", { page: this.position.page }));
    this.again.hidden = false;
    this.element.classList.add("is-failed");
  }

  /** Say that the page is still being made. */
  wait() {
    this.say(t("Trang {page} đang được chuẩn bị…", { page: this.position.page }));
  }

  /** @param {string} text */
  say(text) {
    this.note.textContent = text;
    this.again.hidden = true;
    this.element.classList.remove("is-failed");
  }

  /** Leave the document and give the image's memory back. */
  dispose() {
    this.#isGone = true;
    clearWords(this.words);
    this.#picture.dispose();
    this.element.remove();
  }
}
