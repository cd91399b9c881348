/** Opinions for the secretary: a summary line, and a dialog by agenda item. */

import * as addresses from "../base/addresses.js";
import { ApiError, get, post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { afterPress } from "../base/press.js";
import { showError } from "../base/error_toast.js";
import { authorOf, byItem, lineOf, placeOf, receiptOf } from "./labels.js";

/** @typedef {import("./labels.js").Opinion} Opinion */
/** @typedef {{meeting: import("../live/live_meeting.js").LiveMeeting}} Context */

/** @extends {Controller<Context>} */
export class OpinionsController extends Controller {
  /** @type {Opinion[]} */
  #opinions = [];
  /** What the list was asked after: the last fact about opinions, and the link. */
  #known = "";

  /** @override */
  start() {
    const { meeting } = this.context;
    this.on(this.target("line"), "click", () => this.#open());
    this.on(this.target("close"), "click", () => this.#dialog.close());
    meeting.watch(({ state, link }) => {
      const known = `${state?.opinions ?? 0} ${link === "live"}`;
      if (known === this.#known) return;
      this.#known = known;
      this.#ask();
    });
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.target("dialog"));
  }

  get #meetingId() {
    return this.context.meeting.parts.meetingId;
  }

  #open() {
    this.#dialog.showModal();
    this.#ask();
  }

  async #ask() {
    try {
      const url = addresses.opinionsAllOfMeeting(this.#meetingId);
      this.#opinions = (await get(url)).opinions;
    } catch (error) {
      // What was known stays; the next fact, or the link coming back, asks again.
      if (!(error instanceof ApiError)) throw error;
    }
    afterPress(this, () => this.#draw());
  }

  #draw() {
    this.target("line").textContent = lineOf(this.#opinions);
    this.target("none").hidden = this.#opinions.length > 0;
    this.target("list").replaceChildren(
      ...byItem(this.#opinions).map(({ title, opinions }) =>
        el(
          "section",
          { class: "opinions-item" },
          el(
            "h3",
            {},
            title,
            el("span", { class: "status-list-count" }, `${opinions.length}`),
          ),
          el(
            "ul",
            { class: "opinions-list" },
            ...opinions.map((one) => this.#line(one)),
          ),
        ),
      ),
    );
  }

  /** @param {Opinion} opinion */
  #line(opinion) {
    const { id, quote, text } = opinion;
    const receipt = receiptOf(opinion);
    return el(
      "li",
      { class: "opinion" },
      el("b", {}, authorOf(opinion)),
      el("span", { class: "soft small" }, placeOf(opinion)),
      quote && el("p", { class: "soft small" }, `“${quote}”`),
      el("p", { class: "opinion-words" }, text),
      receipt
        ? el("span", { class: "soft small" }, receipt)
        : el(
            "button",
            { class: "button", type: "button", onclick: () => this.#receive(id) },
            t("Đánh dấu đã tiếp nhận"),
          ),
    );
  }

  /** @param {number} id */
  async #receive(id) {
    try {
      await post(addresses.opinionsReceive(this.#meetingId, id));
    } catch (error) {
      showError(error);
    }
    await this.#ask();
  }
}
