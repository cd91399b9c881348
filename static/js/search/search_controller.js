/** Button and dialog to search the meeting's documents. */

import * as addresses from "../base/addresses.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { searchWithFallback } from "./search_client.js";
import { hitList } from "./hit_list.js";
import { SearchSession } from "./search_session.js";

/** @typedef {import("../pagesync/room.js").Room} Room */
/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("./search_session.js").SearchHit} SearchHit */

/** @typedef {{find: (words: string, after: number) => Promise<any>}} Library */

/** Delay after typing, in milliseconds. */
const INPUT_DEBOUNCE_MS = 250;

/** @extends {Controller<{room?: Room, meeting: LiveMeeting, textIndex?: Library}>} */
export class SearchController extends Controller {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #inputTimer;
  #session = new SearchSession(
    (words, after) => searchWithFallback(words, after, this.context.textIndex),
    () => this.#draw(),
  );

  /** @override */
  start() {
    this.on(this.target("open"), "click", () => this.#open());
    this.on(this.target("close"), "click", () => this.#dialog.close());
    this.on(this.#input, "input", () => {
      clearTimeout(this.#inputTimer);
      this.#inputTimer = setTimeout(() => this.#search(), INPUT_DEBOUNCE_MS);
    });
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      if (this.#input.value !== this.#session.words) this.#search();
      else this.#rows[0]?.focus();
    });
    this.on(this.#dialog, "keydown", (event) => this.#moveFocus(event));
    // What was taken back must not be read on in a snippet.
    this.context.meeting.watch(({ state }) => {
      if (state) this.#session.restrictTo(new Set(state.documents.map(({ id }) => id)));
    });
    this.#draw();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.target("dialog"));
  }

  get #input() {
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
    this.#input.select();
    // Papers may have come or gone since.
    if (this.#input.value) this.#search();
  }

  #search() {
    clearTimeout(this.#inputTimer);
    this.#session.search(this.#input.value);
  }

  /** @param {KeyboardEvent} event the arrows go from the field to the hits and on */
  #moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const focusable = [this.#input, ...this.#rows];
    const at = focusable.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = focusable[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  #draw() {
    const session = this.#session;
    this.target("said").textContent = [statusText(session), offlineText(session)].join(
      " ",
    );
    this.target("again").hidden = session.kind !== "failed" && !session.kept;
    this.element.dataset.search = session.kind;
    if (session.kind === "idle")
      this.context.room?.reader.visiblePages.searchHighlight.want(new Map());
    if (session.kind === "busy") return;
    const rows = hitList(session.byDocument, (hit, ...inside) =>
      this.#row(hit, inside),
    );
    const more = el(
      "button",
      { class: "button", type: "button", onclick: () => session.next() },
      t("Xem thêm"),
    );
    this.target("found").replaceChildren(...rows, ...(session.more ? [more] : []));
    this.target("again").onclick = () => session.retry();
  }

  /**
   * @param {SearchHit} hit
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
      find: this.#session.words,
    });
    const href = `${addresses.screensTablet(pageMeetingId())}#${place}`;
    return el("a", { ...own, href, target: "_blank" }, ...inside);
  }

  /**
   * @param {Room} room
   * @param {SearchHit} hit
   */
  #show(room, hit) {
    room.reader.visiblePages.searchHighlight.want(this.#session.marks);
    this.#dialog.close();
    room.choose({ document: hit.document, page: hit.page });
    this.element.dispatchEvent(new CustomEvent("paper-opened", { bubbles: true }));
  }
}

/** @param {SearchSession} session */
function statusText({ kind, hits, more, words, error }) {
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

/** @param {SearchSession} session */
function offlineText({ kind, kept }) {
  if (!kept || kind === "busy") return "";
  return t("Mất mạng: mới tìm trong {count} tài liệu lưu trong máy.", { count: kept });
}
