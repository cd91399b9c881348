/** The dialog that says who has not opened a paper: papers, then names, by site. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { drawPapers, drawUnread } from "./unread_list.js";

/** @typedef {(name: string) => HTMLElement} Target */
/** @typedef {import("../base/address.js").GetAddress} GetAddress */
/** @typedef {{url: GetAddress, name: string}} Step where the reader of the list is */

export class UnreadDialog {
  /** The way here: a paper, and one of its sites. @type {Step[]} */
  #way = [];
  #round = 0;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {Target} target
   * @param {number} meetingId
   * @param {(document: number) => string} title
   */
  constructor(dialog, target, meetingId, title) {
    this.dialog = dialog;
    this.target = target;
    this.meetingId = meetingId;
    this.title = title;
    target("close").addEventListener("click", () => dialog.close());
    target("back").addEventListener("click", () => this.#go(this.#way.slice(0, -1)));
    target("again").addEventListener("click", () => this.#fetch());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  open() {
    this.dialog.showModal();
    this.target("summary").textContent = t(
      "Hệ thống ghi lại tài liệu nào đã được mở, để nhắc đại biểu chưa đọc.",
    );
    this.#go([]);
  }

  /** @param {Step[]} way */
  #go(way) {
    this.#way = way;
    this.target("above").hidden = way.length === 0;
    this.target("what").textContent = way.at(-1)?.name ?? "";
    const loading = el("p", { class: "apart-empty" }, t("Đang tải danh sách…"));
    this.target("list").replaceChildren(loading);
    if (way.length) this.target("back").focus();
    this.#fetch();
  }

  async #fetch() {
    const round = ++this.#round;
    const step = this.#way.at(-1);
    let trouble = "";
    try {
      const found = await get(step?.url ?? addresses.readingsCounts(this.meetingId));
      if (round === this.#round) this.#draw(found, step);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      trouble = error.message;
    }
    if (round !== this.#round) return;
    this.target("trouble").hidden = !trouble;
    this.target("trouble-text").textContent = trouble;
  }

  /**
   * @param {any} found
   * @param {Step | undefined} step
   */
  #draw(found, step) {
    const drawn = step
      ? drawUnread(found, (site, name) =>
          this.#go([...this.#way, { url: withQuery(step.url, { site }), name }]),
        )
      : drawPapers(found.papers, this.title, (document, name) =>
          this.#go([{ url: addresses.readingsNames(this.meetingId, document), name }]),
        );
    this.target("list").replaceChildren(drawn);
  }
}
