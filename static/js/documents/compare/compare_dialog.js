/** Dialog with the changes of a new version: pages first, then words. */

import { withQuery } from "../../base/address_builder.js";
import * as addresses from "../../base/addresses.js";
import { ApiError, get } from "../../base/api.js";
import { el } from "../../base/dom.js";
import { t } from "../../base/i18n.js";
import { wordsAddress } from "../page_file_cache.js";
import { PageIndex } from "../reader/page_index.js";
import { PageText } from "../text_view/page_text.js";
import { summary, titleOf } from "./changes.js";
import { fillSides } from "./sides.js";

/** @typedef {import("./changes.js").Change} Change */
/** @typedef {import("./changes.js").Changes} Changes */
/** @typedef {import("../reader/page_position.js").PagePosition} PagePosition */
/**
 * @typedef {object} CompareOptions
 * @property {number} meetingId
 * @property {number} document the new version
 * @property {number | null} since the old one; null: the one before
 * @property {((position: PagePosition) => void) | null} open goes to a page; null: cannot
 */

/**
 * @param {string} label
 * @param {() => void} press
 * @param {string} [look]
 */
const button = (label, press, look = "button") =>
  el("button", { class: look, type: "button", onclick: press }, label);

export class CompareDialog {
  /** Fills a page's text once it comes into sight. @type {IntersectionObserver} */
  #sight;
  /** @type {WeakMap<Element, () => void>} */
  #fills = new WeakMap();

  /** @param {CompareOptions} wish */
  constructor(wish) {
    this.wish = wish;
    this.texts = new PageText(
      new PageIndex((document) =>
        get(addresses.documentsReadingPages(wish.meetingId, document)),
      ),
      (document, sha) => get(wordsAddress(document, sha)),
    );
    this.body = el(
      "div",
      { class: "compare-body", "data-keys": "own", tabindex: 0 },
      el("p", { role: "status" }, t("Đang so sánh hai bản…")),
    );
    this.dialog = el(
      "dialog",
      { class: "compare", "aria-labelledby": "compare-title" },
      el(
        "header",
        { class: "compare-head" },
        el("h2", { id: "compare-title" }, t("Thay đổi so với bản trước")),
        button(t("Đóng"), () => this.dialog.close()),
      ),
      this.body,
    );
    this.#sight = new IntersectionObserver((seen) => this.#fill(seen), {
      root: this.body,
      rootMargin: "50%",
    });
  }

  async open() {
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => {
      this.#sight.disconnect();
      this.dialog.remove();
    });
    this.dialog.showModal();
    this.body.focus();
    await this.#load();
  }

  async #load() {
    const { meetingId, document, since } = this.wish;
    const url = addresses.documentsReadingChanges(meetingId, document);
    try {
      this.#draw(await get(since === null ? url : withQuery(url, { since })));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.body.replaceChildren(
        el("p", { role: "alert" }, error.message),
        button(t("Thử lại"), () => this.#load()),
      );
    }
  }

  /** @param {Changes} found */
  #draw(found) {
    const shown = found.changes.filter(({ kind }) => kind !== "same");
    this.body.replaceChildren(
      el(
        "ul",
        { class: "compare-summary" },
        ...summary(found.changes).map((line) => el("li", {}, line)),
      ),
      shown.length
        ? el(
            "p",
            { class: "small soft" },
            el("del", {}, t("Gạch ngang: bản trước có, bản mới bỏ")),
            " · ",
            el("ins", {}, t("Gạch chân: bản mới thêm")),
          )
        : el("p", {}, t("Chữ của hai bản giống nhau trên mọi trang.")),
      ...shown.map((change) => this.#section(change, found)),
    );
  }

  /**
   * @param {Change} change
   * @param {Changes} found
   */
  #section(change, found) {
    const sides = el("div", { class: "compare-sides" });
    const section = el(
      "section",
      { class: "compare-page", "data-kind": change.kind },
      el(
        "header",
        { class: "compare-page-head" },
        el("h3", {}, titleOf(change)),
        this.#openButton(change, found.new.id),
      ),
      sides,
    );
    const old = change.old && { document: found.old.id, page: change.old };
    const now = change.new && { document: found.new.id, page: change.new };
    this.#fills.set(section, () =>
      fillSides(sides, this.texts, old || null, now || null),
    );
    this.#sight.observe(section);
    return section;
  }

  /**
   * @param {Change} change
   * @param {number} document
   */
  #openButton({ new: page }, document) {
    const { open } = this.wish;
    if (!open || page === null) return null;
    return button(t("Mở trang {page}", { page }), () => {
      this.dialog.close();
      open({ document, page });
    });
  }

  /** @param {IntersectionObserverEntry[]} seen */
  #fill(seen) {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      this.#sight.unobserve(target);
      this.#fills.get(target)?.();
    }
  }
}
