/** A long list of check boxes: found by name, checked together, counted. */

import { Controller } from "./controller.js";
import { folded } from "./folded.js";
import { t } from "./i18n.js";

/** @extends {Controller<any>} */
export class CheckListController extends Controller {
  /** @override */
  start() {
    this.on(this.target("all"), "click", () => this.#check(true));
    this.on(this.target("none"), "click", () => this.#check(false));
    this.on(this.target("filter"), "input", () => this.#filter());
    this.on(this.element, "change", () => this.#count());
    this.#count();
  }

  get #boxes() {
    const found = this.element.querySelectorAll('input[type="checkbox"]');
    return /** @type {HTMLInputElement[]} */ ([...found]);
  }

  /**
   * Check the usual ones of those that are shown, or clear all.
   * @param {boolean} isChecked
   */
  #check(isChecked) {
    for (const box of this.#boxes) {
      const isHidden = box.closest("[data-line]")?.hasAttribute("hidden");
      if (!isChecked) box.checked = false;
      else if (box.matches("[data-usual]") && !isHidden) box.checked = true;
    }
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #filter() {
    const field = /** @type {HTMLInputElement} */ (this.target("filter"));
    const words = folded(field.value);
    for (const line of this.element.querySelectorAll("[data-line]")) {
      if (!(line instanceof HTMLElement)) continue;
      line.hidden = !folded(line.dataset.line ?? "").includes(words);
    }
  }

  #count() {
    const count = this.#boxes.filter((box) => box.checked).length;
    this.target("count").textContent = t("Đã chọn {count}", { count });
  }
}
