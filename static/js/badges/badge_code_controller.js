/** Form for the short code of a badge. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { formatCode, parseBadge } from "./badge_parser.js";

/** @extends {Controller<{receiver: import("./badge_sign_in.js").BadgeReceiver}>} */
export class BadgeCodeController extends Controller {
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
    this.#field.value = formatCode(this.#field.value);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const input = parseBadge(this.#field.value);
    if (!input) {
      this.context.receiver.refuse(
        t(
          "Mã có 8 chữ và số in dưới mã QR, dạng XXXX-XXXX, không có chữ O, I, L và số 0, 1. Xin xem lại.",
        ),
      );
      this.#field.focus();
      return;
    }
    this.context.receiver.submit(input);
  }
}
