/** What of a meeting is on the public page: one button each. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { pageMeetingId } from "../base/page_context.js";

/** @extends {Controller<any>} */
export class PublicChoiceController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("button[data-kind]");
      if (button) this.#switch(button);
    });
  }

  /** @param {HTMLButtonElement} button */
  async #switch(button) {
    const { kind, id } = button.dataset;
    button.disabled = true;
    try {
      await post(addresses.publicPagesChoose(pageMeetingId()), {
        kind,
        id: Number(id),
        is_public: button.getAttribute("aria-pressed") !== "true",
      });
      location.reload();
    } catch (error) {
      button.disabled = false;
      showError(error);
    }
  }
}
