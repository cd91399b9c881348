/** Row of one tablet; only changed values are redrawn. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import * as words from "./labels.js";

/** @typedef {import("./labels.js").Tablet} Tablet */

/** Cells of a row; each may have a problem of the same name. */
const CELLS = /** @type {const} */ ([
  "battery",
  "heard",
  "clock",
  "papers",
  "version",
  "storage",
]);

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export class TabletRow {
  /** @type {Record<string, HTMLElement>} */
  #parts = {};

  /**
   * @param {Tablet} tablet
   * @param {(line: TabletRow) => void} open shows more of it
   */
  constructor(tablet, open) {
    this.tablet = tablet;
    this.pick = el("input", { type: "checkbox" });
    const part = (
      /** @type {string} */ name,
      /** @type {"b" | "span" | "p" | "dd"} */ tag,
    ) => (this.#parts[name] = el(tag, { class: `fleet-${name}` }));
    const cells = CELLS.map((name) =>
      el("div", { class: "fleet-cell" }, el("dt", {}, title(name)), part(name, "dd")),
    );
    this.element = el(
      "li",
      { class: "fleet-line" },
      el(
        "label",
        { class: "fleet-pick" },
        this.pick,
        part("number", "b"),
        el("span", { class: "visually-hidden" }, t("Chọn máy")),
      ),
      el(
        "button",
        { class: "fleet-who", type: "button", onclick: () => open(this) },
        part("holder", "b"),
        part("shown", "span"),
      ),
      el("dl", { class: "fleet-cells" }, ...cells),
      part("needs", "p"),
      part("order", "p"),
    );
    this.update(tablet);
  }

  /** @param {Tablet} tablet */
  update(tablet) {
    this.tablet = tablet;
    const { number, seat, name, holder, needs } = tablet;
    const place = [seat && t("Ghế {seat}", { seat }), name].filter(Boolean).join(" · ");
    this.#say("number", words.numberOf(number));
    this.#say(
      "holder",
      [place, holder].filter(Boolean).join(" – ") || t("Chưa ai dùng"),
    );
    this.#say("shown", words.shown(tablet));
    this.#say("battery", words.battery(tablet));
    this.#say("heard", words.heard(tablet.seconds));
    this.#say("clock", words.clock(tablet));
    this.#say("papers", words.papers(tablet));
    this.#say("version", words.version(tablet));
    this.#say("storage", words.storage(tablet));
    this.#say("needs", needs.map((need) => words.needOf(need, tablet)).join(" · "));
    this.#say("order", words.orderOf(tablet.order));
    this.element.classList.toggle("is-needy", needs.length > 0);
    this.element.classList.toggle("is-silent", needs.includes("silent"));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #say(name, text) {
    const part = this.#parts[name];
    if (part) say(part, text);
  }

  /** @param {boolean} isShown */
  show(isShown) {
    if (this.element.hidden === isShown) this.element.hidden = !isShown;
    // A hidden row must not receive commands.
    if (!isShown) this.pick.checked = false;
  }
}

/** @param {typeof CELLS[number]} name */
function title(name) {
  return {
    battery: t("Pin"),
    heard: t("Nghe thấy"),
    clock: t("Đồng hồ"),
    papers: t("Tài liệu"),
    version: t("Phần mềm"),
    storage: t("Bộ nhớ"),
  }[name];
}
