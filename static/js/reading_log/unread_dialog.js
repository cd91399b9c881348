/** Dialog with the members who have not opened a document: documents, sites, names. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { drawPapers, drawUnread } from "./unread_list.js";

/** @typedef {(name: string) => HTMLElement} Target */
/** @typedef {import("../base/address_builder.js").GetAddress} GetAddress */
/** @typedef {{url: GetAddress, name: string}} ListStep where the reader of the list is */

export class UnreadDialog {
  /** Path in the list: a document, and one of its sites. @type {ListStep[]} */
  #steps = [];
  #requests = 0;

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
    target("back").addEventListener("click", () =>
      this.#open(this.#steps.slice(0, -1)),
    );
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
    this.#open([]);
  }

  /** @param {ListStep[]} steps */
  #open(steps) {
    this.#steps = steps;
    this.target("above").hidden = steps.length === 0;
    this.target("what").textContent = steps.at(-1)?.name ?? "";
    const loading = el("p", { class: "status-list-empty" }, t("Đang tải danh sách…"));
    this.target("list").replaceChildren(loading);
    if (steps.length) this.target("back").focus();
    this.#fetch();
  }

  async #fetch() {
    const request = ++this.#requests;
    const step = this.#steps.at(-1);
    let trouble = "";
    try {
      const found = await get(step?.url ?? addresses.readingsCounts(this.meetingId));
      if (request === this.#requests) this.#draw(found, step);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      trouble = error.message;
    }
    if (request !== this.#requests) return;
    this.target("trouble").hidden = !trouble;
    this.target("trouble-text").textContent = trouble;
  }

  /**
   * @param {any} found
   * @param {ListStep | undefined} step
   */
  #draw(found, step) {
    const drawn = step
      ? drawUnread(found, (site, name) =>
          this.#open([...this.#steps, { url: withQuery(step.url, { site }), name }]),
        )
      : drawPapers(found.papers, this.title, (document, name) =>
          this.#open([
            { url: addresses.readingsNames(this.meetingId, document), name },
          ]),
        );
    this.target("list").replaceChildren(drawn);
  }
}
