/** The administrator's test e-mail, and sending again what was given up. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<any>} */
export class MailTestController extends Controller {
  /** @override */
  start() {
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  async #send() {
    const form = /** @type {HTMLFormElement} */ (this.target("form"));
    try {
      await post(
        addresses.noticesAdminSendTest(),
        Object.fromEntries(new FormData(form)),
      );
      this.target("sent").hidden = false;
    } catch (error) {
      showError(error);
    }
  }
}

/** @extends {Controller<any>} */
export class MailLinesController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", ({ target }) => {
      const button = target.closest?.("[data-retry]");
      if (button) this.#retry(button.dataset.retry);
    });
  }

  /** @param {string} id */
  async #retry(id) {
    try {
      await post(addresses.noticesAdminRetry(id));
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }
}
