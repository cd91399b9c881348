/** The button and the dialog in which words are looked for in the meeting's papers. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page.js";
import { askAnybody } from "./asking.js";
import { hitList } from "./hit_list.js";
import { Searching } from "./searching.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("../live/connection.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./searching.js").Hit} Hit */

/** @typedef {{find: (words: string, after: number) => Promise<any>}} Library */

/** Not at every letter of a quick hand. */
const TYPING_MS = 250;

/** @extends {Controller<{room?: Room, meeting: LiveMeeting, library?: Library}>} */
export class SearchController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  #searching = new Searching(
    (words, after) => askAnybody(words, after, this.context.library),
    () => this.#draw(),
  );

  /** @override */
  start() {
    this.on(this.target("open"), "click", () => this.#open());
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.on(this.#words, "input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#look(), TYPING_MS);
    });
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      if (this.#words.value !== this.#searching.words) this.#look();
      else this.#rows[0]?.focus();
    });
    this.on(this.#dialog, "keydown", (event) => this.#walk(event));
    // What was taken back must not be read on in a snippet.
    this.context.meeting.watch(({ state }) => {
      if (state) this.#searching.keepOnly(new Set(state.documents.map(({ id }) => id)));
    });
    this.#draw();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.target("dialog"));
  }

  get #words() {
    return /** @type {HTMLInputElement} */ (this.target("words"));
  }

  /** @returns {HTMLElement[]} */
  get #rows() {
    return [...this.element.querySelectorAll(".hit")].filter(
      (row) => row instanceof HTMLElement,
    );
  }

  #open() {
    this.#dialog.showModal();
    this.#words.select();
    // Papers may have come or gone since.
    if (this.#words.value) this.#look();
  }

  #look() {
    clearTimeout(this.#typing);
    this.#searching.look(this.#words.value);
  }

  /** @param {KeyboardEvent} event the arrows go from the field to the hits and on */
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [this.#words, ...this.#rows];
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = stops[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  #draw() {
    const searching = this.#searching;
    this.target("said").textContent = [said(searching), saidOfKept(searching)].join(
      " ",
    );
    this.target("again").hidden = searching.kind !== "failed" && !searching.kept;
    this.element.dataset.search = searching.kind;
    if (searching.kind === "idle")
      this.context.room?.reader.front.marker.want(new Map());
    if (searching.kind === "busy") return;
    const rows = hitList(searching.byDocument, (hit, ...inside) =>
      this.#row(hit, inside),
    );
    const more = el(
      "button",
      { class: "button", type: "button", onclick: () => searching.next() },
      t("Xem thêm"),
    );
    this.target("found").replaceChildren(...rows, ...(searching.more ? [more] : []));
    this.target("again").onclick = () => searching.again();
  }

  /**
   * @param {Hit} hit
   * @param {HTMLElement[]} inside
   */
  #row(hit, inside) {
    const { room } = this.context;
    const own = { class: "hit" };
    if (room) {
      const onclick = () => this.#show(room, hit);
      return el("button", { ...own, type: "button", onclick }, ...inside);
    }
    // This screen has no reader: the tablet's shows it, marked in the same way.
    const place = new URLSearchParams({
      document: String(hit.document),
      page: String(hit.page),
      find: this.#searching.words,
    });
    const href = `${addresses.screensTablet(pageMeetingId())}#${place}`;
    return el("a", { ...own, href, target: "_blank" }, ...inside);
  }

  /**
   * @param {Room} room
   * @param {Hit} hit
   */
  #show(room, hit) {
    room.reader.front.marker.want(this.#searching.marks);
    this.#dialog.close();
    room.choose({ document: hit.document, page: hit.page });
    this.element.dispatchEvent(new CustomEvent("paper-opened", { bubbles: true }));
  }
}

/** @param {Searching} searching */
function said({ kind, hits, more, words, error }) {
  if (kind === "busy") return t("Đang tìm…");
  if (kind === "none") {
    return t("Không thấy “{words}” trong các tài liệu đồng chí được đọc.", { words });
  }
  if (kind === "failed") return error instanceof Error ? error.message : "";
  if (kind === "idle") return "";
  return more
    ? t("{count} chỗ đầu tiên, còn nữa.", { count: hits.length })
    : t("Tìm thấy {count} chỗ.", { count: hits.length });
}

/** @param {Searching} searching */
function saidOfKept({ kind, kept }) {
  if (!kept || kind === "busy") return "";
  return t("Mất mạng: mới tìm trong {count} tài liệu lưu trong máy.", { count: kept });
}
