/** Marks the page in front, and lists the reader's own marks to go back to. */

import { Controller } from "../../base/controller.js";
import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { Bookmarks } from "./bookmarks.js";

/** @typedef {import("../reader/places.js").Place} Place */
/** @typedef {import("../../live/messages.js").Paper} Paper */
/**
 * @typedef {{room: {place: Place | null, memory: import("./bookmarks.js").Memory,
 *   state: {documents: Paper[]} | null, choose: (place: Place) => void,
 *   paper: (document: number) => Paper | undefined,
 *   watch: (watcher: () => void) => void}}} Context
 */

/** @extends {Controller<Context>} */
export class BookmarksController extends Controller {
  #drawn = "";

  /** @override */
  start() {
    const { room } = this.context;
    this.marks = new Bookmarks(room.memory);
    this.on(this.target("toggle"), "click", () => this.#toggle());
    room.watch(() => this.#draw());
  }

  #toggle() {
    const { place } = this.context.room;
    if (place) this.marks?.toggle(place);
    this.#draw();
  }

  #draw() {
    const { place } = this.context.room;
    const isMarked = this.marks?.has(place) ?? false;
    this.target("toggle").hidden = !place;
    this.target("toggle").setAttribute("aria-pressed", String(isMarked));
    this.target("label").textContent = place
      ? t("Đánh dấu trang {page}", { page: place.page })
      : "";
    this.#list();
  }

  #list() {
    const papers = this.context.room.state?.documents ?? [];
    const list = this.marks?.list(papers.map((paper) => paper.id)) ?? [];
    const shape = JSON.stringify([list, papers.map((paper) => paper.title)]);
    if (shape === this.#drawn) return;
    this.#drawn = shape;
    this.target("list").replaceChildren(...list.map((one) => this.#row(one)));
  }

  /** @param {Place} place */
  #row(place) {
    const title = this.context.room.paper(place.document)?.title ?? "";
    return el(
      "li",
      {},
      el(
        "button",
        { class: "button bookmark", type: "button", onclick: () => this.#go(place) },
        el("b", {}, t("Trang {page}", { page: place.page })),
        el("span", { class: "soft" }, title),
      ),
    );
  }

  /** @param {Place} place */
  #go(place) {
    this.context.room.choose(place);
    this.element.dispatchEvent(new CustomEvent("page-chosen", { bubbles: true }));
  }
}
