/** Sign the device in by a unit's link; its token is removed from the address first. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { showError } from "../base/error_toast.js";
import { FormController } from "../base/form_controller.js";
import { t } from "../base/i18n.js";

export class UnitLinkController extends FormController {
  #token = "";

  /** @override */
  start() {
    this.#token = location.hash.slice(1);
    if (this.#token) history.replaceState(null, "", location.pathname);
    super.start();
    const leave = this.element.querySelector('[data-target="sign-out"]');
    if (leave) this.on(leave, "click", () => this.#signOut());
  }

  /** @override */
  get form() {
    return /** @type {HTMLFormElement} */ (this.target("form"));
  }

  /** @override */
  get address() {
    // The page opened again, as by the choice of another language, has no token.
    if (!this.#token) throw new Error(t("Xin mở lại liên kết đã nhận."));
    return addresses.unitsOpenLink();
  }

  /** @override */
  body() {
    return { token: this.#token };
  }

  async #signOut() {
    try {
      await post(addresses.unitsSignOut());
      location.reload();
    } catch (error) {
      showError(error);
    }
  }
}
