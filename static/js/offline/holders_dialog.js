/** Dialog with the people on whose tablets a withdrawn document still lies. */

import { ApiError, get } from "../base/api.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { sinceLabel } from "../presence/labels.js";

/** @typedef {{name: string, seat: string, site: string, seconds: number}} TabletHolder */

export class HoldersDialog {
  /**
   * @param {import("../base/address_builder.js").GetAddress} url
   * @param {string} summary
   */
  constructor(url, summary) {
    this.url = url;
    this.list = el("div", { class: "status-list", tabindex: 0 });
    this.dialog = el(
      "dialog",
      { class: "ask apart", "aria-label": t("Máy còn giữ tài liệu") },
      el(
        "header",
        { class: "status-list-head" },
        el(
          "div",
          {},
          el("h2", {}, t("Máy còn giữ tài liệu")),
          el("p", { class: "status-list-summary" }, summary),
          el(
            "p",
            { class: "status-list-summary" },
            t("Máy đang tắt hoặc mất mạng; mở lên là tự xoá, hết hạn cũng tự xoá."),
          ),
        ),
        el(
          "button",
          { class: "button", type: "button", onclick: () => this.dialog.close() },
          t("Đóng"),
        ),
      ),
      this.list,
    );
    this.dialog.addEventListener("close", () => this.dialog.remove());
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.#fetch();
  }

  async #fetch() {
    this.#say(t("Đang tải danh sách…"));
    try {
      const { rows, more } = await get(this.url);
      this.#draw(rows, more);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#say(error.message);
    }
  }

  /** @param {string} words */
  #say(words) {
    this.list.replaceChildren(el("p", { class: "status-list-empty" }, words));
  }

  /**
   * @param {TabletHolder[]} rows
   * @param {boolean} more
   */
  #draw(rows, more) {
    if (!rows.length) return this.#say(t("Không máy nào còn giữ tài liệu này."));
    this.list.replaceChildren(
      el("ul", { class: "status-list-rows" }, ...rows.map(drawRow)),
      more ? el("p", { class: "soft status-list-more" }, t("và nhiều máy nữa")) : "",
    );
  }
}

/** @param {TabletHolder} row */
function drawRow({ name, seat, site, seconds }) {
  const where = [seat && t("Ghế {seat}", { seat }), site].filter(Boolean);
  return el(
    "li",
    { class: "status-list-row" },
    el("b", { class: "status-list-name" }, name || t("Máy chưa rõ người giữ")),
    el("span", { class: "status-list-since" }, sinceLabel(seconds)),
    el("span", { class: "status-list-where soft" }, where.join(" · ")),
  );
}
