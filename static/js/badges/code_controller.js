/** The short code, typed by hand. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { layOutCode, readBadge } from "./badge_reader.js";

/** @extends {Controller<{presenting: import("./presenting.js").Showing}>} */
export class CodeController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "submit", (event) => this.#submit(event));
    this.on(this.#field, "input", (event) => this.#layOut(event));
  }

  get #field() {
    return /** @type {HTMLInputElement} */ (this.target("code"));
  }

  /** @param {InputEvent} event */
  #layOut(event) {
    // Neither while an input method composes, nor while something is rubbed out.
    if (event.isComposing || event.inputType?.startsWith("delete")) return;
    this.#field.value = layOutCode(this.#field.value);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const reading = readBadge(this.#field.value);
    if (!reading) {
      this.context.presenting.refuse(
        t(
          "Mã có 8 chữ và số in dưới mã QR, dạng XXXX-XXXX, không có chữ O, I, L và số 0, 1. Xin xem lại.",
        ),
      );
      this.#field.focus();
      return;
    }
    this.context.presenting.show(reading);
  }
}
