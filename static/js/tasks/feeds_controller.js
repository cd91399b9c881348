/** Calendars: a new key for the unit's or one's own, shown once. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<any>} */
export class FeedsController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-feed]");
      if (button) this.#renew(button.dataset.feed === "unit");
    });
  }

  /** @param {boolean} of_unit */
  async #renew(of_unit) {
    try {
      const made = await post(addresses.tasksRenewFeed(), { of_unit });
      for (const name of ["url", "user", "password"]) {
        const field = /** @type {HTMLInputElement} */ (this.target(name));
        field.value = made[name];
      }
      this.target("made").hidden = false;
      this.target("made").scrollIntoView({ block: "nearest" });
    } catch (error) {
      showError(error);
    }
  }
}
