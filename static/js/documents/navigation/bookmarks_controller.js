/** Bookmark button of the current page, and the list of bookmarks. */

import { Controller } from "../../base/controller.js";
import { el } from "../../base/dom.js";
import { afterPress } from "../../base/press.js";
import { t } from "../../base/i18n.js";
import { positionInNewest } from "../versions.js";
import { Bookmarks } from "./bookmarks.js";

/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/** @typedef {import("../../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * @typedef {{room: {position: PagePosition | null, memory: import("./bookmarks.js").MemberStorage,
 *   state: import("../../live/messages.js").Snapshot | null, choose: (position: PagePosition) => void,
 *   paper: (document: number) => MeetingDocument | undefined,
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

  /** @param {PagePosition} position @returns {PagePosition | null} where it is in the newest version */
  #newest = (position) => positionInNewest(this.context.room.state, position);

  /** @returns {PagePosition | null} the current page, in the newest version */
  get #position() {
    const { position } = this.context.room;
    return position && (this.#newest(position) ?? position);
  }

  #toggle() {
    const position = this.#position;
    if (position) this.marks?.toggle(position);
    this.#draw();
  }

  #draw() {
    const { position } = this.context.room;
    this.marks?.moveOn(this.#newest);
    const isMarked = this.marks?.has(this.#position) ?? false;
    this.target("toggle").hidden = !position;
    this.target("toggle").setAttribute("aria-pressed", String(isMarked));
    this.target("label").textContent = position
      ? t("Đánh dấu trang {page}", { page: position.page })
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

  /** @param {PagePosition} position */
  #row(position) {
    const title = this.context.room.paper(position.document)?.title ?? "";
    return el(
      "li",
      {},
      el(
        "button",
        { class: "button bookmark", type: "button", onclick: () => this.#go(position) },
        el("b", {}, t("Trang {page}", { page: position.page })),
        el("span", { class: "soft" }, title),
      ),
    );
  }

  /** @param {PagePosition} position */
  #go(position) {
    this.context.room.choose(position);
    this.element.dispatchEvent(new CustomEvent("page-chosen", { bubbles: true }));
  }
}
