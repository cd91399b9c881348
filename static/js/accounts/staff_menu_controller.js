/** Menu of the staff's top bar: opens without scripts, closes by itself with one. */

import { Controller } from "../base/controller.js";

/** @extends {Controller<any>} */
export class StaffMenuController extends Controller {
  /** @override */
  start() {
    const outside = (/** @type {EventTarget | null} */ target) =>
      target instanceof Node && !this.element.contains(target);
    this.on(document, "pointerdown", ({ target }) => outside(target) && this.#close());
    this.on(this.element, "focusout", ({ relatedTarget }) => {
      if (outside(relatedTarget)) this.#close();
    });
    this.on(this.element, "keydown", ({ key }) => {
      if (key !== "Escape") return;
      this.#close();
      this.element.querySelector("summary")?.focus();
    });
  }

  #close() {
    /** @type {HTMLDetailsElement} */ (this.element).open = false;
  }
}
