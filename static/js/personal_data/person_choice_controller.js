/** Rows that are one person: at least one must be chosen. */

import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<any>} */
export class PersonChoiceController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "change", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const chosen = this.element.querySelectorAll("input:checked").length;
    const submit = /** @type {HTMLButtonElement} */ (this.target("submit"));
    submit.disabled = chosen === 0;
    this.target("hint").textContent = chosen
      ? t("Đã chọn {count} dòng.", { count: String(chosen) })
      : t("Chưa chọn dòng nào.");
  }
}
