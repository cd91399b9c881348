/** Enrol this device as a managed tablet. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";

/** @extends {Controller<{secret: string}>} */
export class EnrolController extends Controller {
  /** @override */
  start() {
    const isInvited = this.context.secret !== "";
    this.target("missing").hidden = isInvited;
    this.target("form").hidden = !isInvited;
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#enrol();
    });
  }

  async #enrol() {
    const form = /** @type {HTMLFormElement} */ (this.target("form"));
    const submit = /** @type {HTMLButtonElement} */ (this.target("submit"));
    const { name, seat } = Object.fromEntries(new FormData(form));
    const refusal = this.target("refusal");
    submit.disabled = true;
    refusal.hidden = true;
    try {
      const { secret } = this.context;
      const { number } = await post(addresses.fleetEnrol(), { secret, name, seat });
      form.hidden = true;
      this.target("number").textContent = String(number).padStart(2, "0");
      this.target("done").hidden = false;
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
    } finally {
      submit.disabled = false;
    }
  }
}
