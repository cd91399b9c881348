/** Form that reserves a number. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { watchDay } from "../base/day_field.js";
import { t } from "../base/i18n.js";
import { detailsOf } from "./details.js";

/** @typedef {{symbol: string, number: number, is_by_hand: boolean}} NextNumber */

/** @extends {Controller<any>} */
export class IssuedNewController extends Controller {
  /** @override */
  start() {
    watchDay(this.#field("date"));
    for (const name of ["family", "type"]) {
      this.on(this.#field(name), "change", () => this.#drawNumber());
    }
    this.on(this.element, "submit", (event) => {
      event.preventDefault();
      this.#reserve();
    });
    this.#drawNumber();
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.element);
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  /** @returns {NextNumber} */
  get #next() {
    const numbers = JSON.parse(this.element.dataset.numbers ?? "{}");
    return numbers[this.#field("family").value][this.#field("type").value];
  }

  #drawNumber() {
    const { symbol, number, is_by_hand: isByHand } = this.#next;
    this.target("by-hand").hidden = !isByHand;
    const field = this.#field("number");
    field.required = isByHand;
    field.value = isByHand ? String(number) : "";
    const words = { number, symbol: symbol || "–" };
    this.target("next").textContent = isByHand
      ? t(
          "Văn phòng đánh số bằng tay. Số tiếp theo trong sổ: {number} ({symbol}).",
          words,
        )
      : t("Số tiếp theo: {number} ({symbol}), máy chủ cấp khi bấm “Giữ số”.", words);
  }

  async #reserve() {
    if (!this.#form.reportValidity()) return;
    const submit = /** @type {HTMLButtonElement} */ (this.target("submit"));
    const refusal = this.target("refusal");
    const meeting = Number(this.#field("meeting").value);
    submit.disabled = true;
    refusal.hidden = true;
    try {
      const { id } = await post(addresses.issuedDocumentsRegisterReserve(), {
        family: this.#field("family").value,
        type: this.#field("type").value,
        details: detailsOf(this.#form),
        source: meeting ? { meeting_id: meeting } : {},
        number: this.#next.is_by_hand ? Number(this.#field("number").value) : null,
      });
      location.assign(addresses.issuedDocumentsRegisterShowDocument(id));
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
      submit.disabled = false;
    }
  }
}
