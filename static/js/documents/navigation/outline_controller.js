/** Table of contents of the document in the page drawer. */

import { Controller } from "../../base/controller.js";
import { el } from "../../base/dom.js";
import { afterPress } from "../../base/press.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/** @typedef {import("../reader/page_index.js").Chapter} Chapter */
/**
 * @typedef {{room: {position: PagePosition | null, choose: (position: PagePosition) => void,
 *   reader: import("../reader/reader.js").Reader,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class OutlineController extends Controller {
  /** What is listed now. @type {Chapter[]} */
  #chapters = [];

  /** @override */
  start() {
    this.context.room.watch(() => afterPress(this, () => this.#draw()));
    // By then the page list with the outline is loaded.
    this.on(document, "page-painted", () => afterPress(this, () => this.#draw()));
  }

  #draw() {
    const { position, reader } = this.context.room;
    const chapters = position ? reader.pageIndex.outline(position.document) : [];
    this.element.hidden = chapters.length === 0;
    if (chapters !== this.#chapters) this.#list(chapters);
    const begun = chapters.filter(([, page]) => page <= (position?.page ?? 0));
    const now = begun.at(-1);
    for (const [index, row] of [...this.target("list").children].entries()) {
      const isHere = now !== undefined && chapters[index] === now;
      row.firstElementChild?.setAttribute("aria-current", String(isHere));
    }
  }

  /** @param {Chapter[]} chapters */
  #list(chapters) {
    this.#chapters = chapters;
    this.target("list").replaceChildren(...chapters.map((one) => this.#row(one)));
  }

  /** @param {Chapter} chapter */
  #row([depth, page, title]) {
    return el(
      "li",
      { "data-depth": depth },
      el(
        "button",
        { class: "outline-row", type: "button", onclick: () => this.#go(page) },
        el("span", {}, title),
        el("span", { class: "outline-page" }, String(page)),
      ),
    );
  }

  /** @param {number} page */
  #go(page) {
    const { position, choose } = this.context.room;
    if (!position) return;
    choose.call(this.context.room, { document: position.document, page });
    this.element.dispatchEvent(new CustomEvent("page-chosen", { bubbles: true }));
  }
}
