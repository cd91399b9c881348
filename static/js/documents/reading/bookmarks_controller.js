/** Marks the page in front, and lists the reader's own marks to go back to. */

import { Controller } from "../../base/controller.js";
import { el } from "../../base/dom.js";
import { afterPress } from "../../base/press.js";
import { t } from "../../base/i18n.js";
import { newestPlace } from "../versions.js";
import { Bookmarks } from "./bookmarks.js";

/** @typedef {import("../reader/places.js").Place} Place */
/** @typedef {import("../../live/messages.js").Paper} Paper */
/**
 * @typedef {{room: {place: Place | null, memory: import("./bookmarks.js").Memory,
 *   state: import("../../live/messages.js").Snapshot | null, choose: (place: Place) => void,
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
    room.watch(() => afterPress(this, () => this.#draw()));
  }

  /** @param {Place} place @returns {Place | null} where it is in the newest version */
  #newest = (place) => newestPlace(this.context.room.state, place);

  /** @returns {Place | null} the page in front, in the newest version of its paper */
  get #place() {
    const { place } = this.context.room;
    return place && (this.#newest(place) ?? place);
  }

  #toggle() {
    const place = this.#place;
    if (place) this.marks?.toggle(place);
    this.#draw();
  }

  #draw() {
    const { place } = this.context.room;
    this.marks?.moveOn(this.#newest);
    const isMarked = this.marks?.has(this.#place) ?? false;
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
