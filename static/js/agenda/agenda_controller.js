/** Agenda for delegates: the current item and its documents. */

import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { afterPress } from "../base/press.js";
import { scrollIntoBox } from "../base/scrolling.js";
import { t } from "../base/i18n.js";
import { documentRow } from "../documents/document_row.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */

/** @extends {Controller<{room: Room}>} */
export class AgendaController extends Controller {
  /** @type {Item[] | null} */
  #items = null;
  /** @type {MeetingDocument[] | null} */
  #papers = null;
  /** @type {number | null | undefined} */
  #calledItem;

  /** @override */
  start() {
    this.context.room.watch((room) => afterPress(this, () => this.#draw(room)));
  }

  /** @param {Room} room */
  #draw(room) {
    const { state } = room;
    if (!state) return;
    if (state.items !== this.#items || state.documents !== this.#papers) {
      this.#items = state.items;
      this.#papers = state.documents;
      this.#build(room);
    }
    this.#markRows(room);
  }

  /** @param {Room} room */
  #build(room) {
    const items = this.#items ?? [];
    const focused = document.activeElement?.getAttribute("data-paper");
    const empty = el(
      "p",
      { class: "soft agenda-empty" },
      t("Chương trình chưa được phát hành."),
    );
    const rows = items.map((item) => this.#row(room, item));
    this.target("items").replaceChildren(...(rows.length ? rows : [empty]));
    const sameRow = focused && this.element.querySelector(`[data-paper="${focused}"]`);
    if (sameRow instanceof HTMLElement) sameRow.focus({ preventScroll: true });
  }

  /**
   * @param {Room} room
   * @param {Item} item
   */
  #row(room, item) {
    const papers = (this.#papers ?? []).filter((paper) => paper.item_id === item.id);
    const depth = item.number.split(".").length;
    return el(
      "li",
      { class: "item", "data-item": item.id, "data-depth": depth },
      el("span", { class: "item-number" }, item.number),
      el(
        "div",
        { class: "item-body" },
        el("p", { class: "item-title" }, item.title),
        item.presenter && el("p", { class: "item-presenter" }, item.presenter),
        el("p", { class: "tag tag--live item-now" }, t("Đang diễn ra")),
        ...this.extras(room, item),
        item.is_on_paper &&
          el("p", { class: "item-on-paper" }, t("Tài liệu giấy phát tại phòng họp")),
        ...papers.map((paper) => documentRow(paper, () => this.#open(room, paper))),
      ),
    );
  }

  /**
   * Make what only some screens show of an item.
   * @type {(room: Room, item: Item) => HTMLElement[]}
   */
  extras = () => [];

  /**
   * @param {Room} room
   * @param {MeetingDocument} paper
   */
  #open(room, paper) {
    room.open(paper.id);
    this.element.dispatchEvent(new CustomEvent("paper-opened", { bubbles: true }));
  }

  /** @param {Room} room */
  #markRows(room) {
    const calledItem = room.state?.live.item_id ?? null;
    this.#toggleOnRow("data-item", "is-now", calledItem);
    this.#toggleOnRow("data-paper", "is-open", room.position?.document);
    this.#toggleOnRow("data-paper", "is-live", room.pageSource.live?.document);
    if (calledItem === this.#calledItem) return;
    this.#calledItem = calledItem;
    scrollIntoBox(this.element.querySelector(".item.is-now"));
  }

  /**
   * Give the one row that bears this id the class, and take it from the others.
   * @param {string} attribute
   * @param {string} name
   * @param {number | null | undefined} id
   */
  #toggleOnRow(attribute, name, id) {
    for (const row of this.element.querySelectorAll(`[${attribute}]`)) {
      row.classList.toggle(name, row.getAttribute(attribute) === String(id));
    }
  }
}
