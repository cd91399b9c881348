/** Quorum: denominator, required number, and the state at the opening. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t, formatNumber } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { formatTime } from "./labels.js";

/** @typedef {import("./attendance_figures.js").AttendanceFigures} AttendanceFigures */
/** @typedef {import("./attendance_figures.js").Quorum} Quorum */

/**
 * @param {number} part
 * @param {number} whole
 */
function percent(part, whole) {
  if (!whole) return "–";
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return `${formatNumber((100 * part) / whole, digits)}%`;
}

/** @param {string} denominator */
function denominatorLabel(denominator) {
  return denominator === "members"
    ? t("thành viên của cơ quan")
    : t("đại biểu chính thức được triệu tập");
}

/** @extends {Controller<{figures: AttendanceFigures, meetingId: number}>} */
export class QuorumController extends Controller {
  #drawnSignature = "";
  #isFormFilled = false;

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
    const signature = JSON.stringify([roll?.quorum, roll?.opened]);
    if (!roll || signature === this.#drawnSignature) return;
    this.#drawnSignature = signature;
    this.target("now").replaceChildren(...this.#quorumLines(roll.quorum));
    const opened = this.target("opened");
    opened.hidden = !roll.opened;
    if (roll.opened) opened.replaceChildren(...this.#opened(roll.opened));
    this.#fillForm(roll.quorum);
  }

  /** @param {Pick<Quorum, "present" | "of" | "needed" | "is_reached" | "summoned" | "denominator">} quorum */
  #quorumLines({ present, of, needed, is_reached, summoned, denominator }) {
    const tone = is_reached ? "reached" : "short";
    return [
      el("p", { class: `roll-share roll-share--${tone}` }, `${present} / ${of}`),
      el("p", {}, el("b", {}, is_reached ? t("Đủ túc số") : t("Chưa đủ túc số"))),
      el(
        "p",
        { class: "soft" },
        t("{percent} so với {of} {whom}; cần ít nhất {needed}.", {
          ...{ percent: percent(present, of), of, needed },
          whom: denominatorLabel(denominator),
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

  /** @param {import("./attendance_figures.js").QuorumAtOpening} opened */
  #opened(opened) {
    const { at, late, left } = opened;
    return [
      el("h3", {}, t("Khi khai mạc, lúc {time}", { time: formatTime(at) })),
      ...this.#quorumLines(opened),
      el("p", {}, t("Đến sau khai mạc: {late}. Ra về sớm: {left}.", { late, left })),
    ];
  }

  /** @param {Quorum} quorum */
  #fillForm(quorum) {
    if (!this.#form || this.#isFormFilled) return;
    this.#isFormFilled = true;
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
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    try {
      await post(addresses.checkinsSetQuorum(this.context.meetingId), {
        denominator: fields.get("denominator"),
        threshold: fields.get("threshold"),
        members: Number(fields.get("members")),
        percent: Number(fields.get("percent")),
      });
      await this.context.figures.refresh();
      toast(t("Đã lưu cách tính túc số."));
    } catch (error) {
      showError(error);
    }
  }
}
