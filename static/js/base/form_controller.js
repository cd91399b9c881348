/** Form that is sent as JSON and shows errors beside its button. */

import { post } from "./api.js";
import { Controller } from "./controller.js";

/** @extends {Controller<any>} */
export class FormController extends Controller {
  /** @override */
  start() {
    this.on(this.form, "submit", (event) => this.#submit(event));
    const show = this.element.querySelector('[data-target="show-password"]');
    if (show) this.on(show, "change", () => this.#showPassword(show));
  }

  /** @returns {HTMLFormElement} */
  get form() {
    return /** @type {HTMLFormElement} */ (this.element);
  }

  /** @returns {import("./address_builder.js").PostAddress} where the form goes */
  get address() {
    throw new Error("a form without an address");
  }

  /**
   * What is sent; to be filled where it is not simply the fields.
   * @param {Record<string, string>} fields
   * @returns {object}
   */
  body(fields) {
    return fields;
  }

  /**
   * Handle the answer; overridden if it names no address to go to.
   * @param {any} answer
   */
  done(answer) {
    location.assign(answer.go);
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (this.target("submit"));
    const refusal = this.target("refusal");
    /** @type {Record<string, string>} */
    const fields = {};
    for (const [name, value] of new FormData(this.form)) fields[name] = String(value);
    button.disabled = true;
    refusal.hidden = true;
    try {
      await this.done(await post(this.address, this.body(fields)));
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
    }
    button.disabled = false;
  }

  /** @param {Element} show */
  #showPassword(show) {
    const password = this.form.elements.namedItem("password");
    if (password instanceof HTMLInputElement && show instanceof HTMLInputElement) {
      password.type = show.checked ? "text" : "password";
    }
  }
}
