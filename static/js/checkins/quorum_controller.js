/** The quorum in words: of whom, how many are needed, as it was when it was opened. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t, written } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";
import { toast } from "../base/toast.js";
import { clock } from "./words.js";

/** @typedef {import("./figures.js").Figures} Figures */
/** @typedef {import("./figures.js").Quorum} Quorum */

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  if (!whole) return "–";
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${written((100 * part) / whole, digits)}%`;
}

/** @param {string} denominator */
function ofWhom(denominator) {
  return denominator === "members"
    ? t("thành viên của cơ quan")
    : t("đại biểu chính thức được triệu tập");
}

/** @extends {Controller<{figures: Figures, meetingId: number}>} */
export class QuorumController extends Controller {
  #drawn = "";
  #isFilled = false;

  /** @override */
  start() {
    this.on(this.context.figures, "changed", () => this.#draw());
    if (this.#form) this.on(this.#form, "submit", (event) => this.#save(event));
  }

  get #form() {
    return this.element.querySelector("form");
  }

  #draw() {
    const { roll } = this.context.figures;
    const sign = JSON.stringify([roll?.quorum, roll?.opened]);
    if (!roll || sign === this.#drawn) return;
    this.#drawn = sign;
    this.target("now").replaceChildren(...this.#share(roll.quorum));
    const opened = this.target("opened");
    opened.hidden = !roll.opened;
    if (roll.opened) opened.replaceChildren(...this.#opened(roll.opened));
    this.#fill(roll.quorum);
  }

  /** @param {Pick<Quorum, "present" | "of" | "needed" | "is_reached" | "summoned" | "denominator">} quorum */
  #share({ present, of, needed, is_reached, summoned, denominator }) {
    const tone = is_reached ? "reached" : "short";
    return [
      el("p", { class: `roll-share roll-share--${tone}` }, `${present} / ${of}`),
      el("p", {}, el("b", {}, is_reached ? t("Đủ túc số") : t("Chưa đủ túc số"))),
      el(
        "p",
        { class: "soft" },
        t("{percent} so với {of} {whom}; cần ít nhất {needed}.", {
          ...{ percent: percent(present, of), of, needed },
          whom: ofWhom(denominator),
        }),
      ),
      denominator === "members" &&
        el(
          "p",
          { class: "soft" },
          t("{percent} so với {summoned} người được triệu tập.", {
            percent: percent(present, summoned),
            summoned,
          }),
        ),
    ].flatMap((part) => part || []);
  }

  /** @param {import("./figures.js").Opened} opened */
  #opened(opened) {
    const { at, late, left } = opened;
    return [
      el("h3", {}, t("Khi khai mạc, lúc {time}", { time: clock(at) })),
      ...this.#share(opened),
      el("p", {}, t("Đến sau khai mạc: {late}. Ra về sớm: {left}.", { late, left })),
    ];
  }

  /** @param {Quorum} quorum */
  #fill(quorum) {
    if (!this.#form || this.#isFilled) return;
    this.#isFilled = true;
    for (const name of /** @type {const} */ ([
      "denominator",
      "members",
      "threshold",
      "percent",
    ])) {
      const field = this.#form.elements.namedItem(name);
      /** @type {HTMLInputElement} */ (field).value = String(quorum[name]);
    }
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault();
    const said = new FormData(/** @type {HTMLFormElement} */ (event.target));
    try {
      await post(addresses.checkinsSetQuorum(this.context.meetingId), {
        denominator: said.get("denominator"),
        threshold: said.get("threshold"),
        members: Number(said.get("members")),
        percent: Number(said.get("percent")),
      });
      await this.context.figures.ask();
      toast(t("Đã lưu cách tính túc số."));
    } catch (error) {
      sayError(error);
    }
  }
}
