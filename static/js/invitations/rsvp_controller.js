/** The page of a personal link: the invitation, and the answer to it. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<any>} */
export class RsvpController extends Controller {
  /** @override */
  start() {
    // It stays in the address: the page may be loaded again. No request holds it.
    this.token = location.hash.slice(1);
    const form = this.target("form");
    this.on(form, "change", () => this.#showFields());
    this.on(form, "submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#open();
  }

  async #open() {
    try {
      if (!this.token) throw new Error(t("Liên kết này không đúng hoặc bị cắt bớt."));
      this.#draw(
        await post(addresses.invitationsOpenPersonal(), { token: this.token }),
      );
    } catch (error) {
      show(this.target("refusal"), error);
    }
    this.target("looking").hidden = true;
  }

  /** @param {any} page */
  #draw(page) {
    this.target("name").textContent = page.name;
    this.target("body").textContent = page.body_name;
    this.target("title").textContent = page.title;
    this.target("when").textContent = `${page.time}, ${page.day}`;
    this.target("place").textContent = page.place;
    for (const name of ["reason", "substitute_name", "substitute_position"]) {
      this.#field(name).value = page[name];
    }
    const chosen = this.element.querySelector(
      `[name="answer"][value="${page.answer}"]`,
    );
    if (chosen instanceof HTMLInputElement) {
      chosen.checked = true;
      this.target("done").hidden = false;
    }
    this.#showFields();
    this.target("found").hidden = false;
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (
      this.element.querySelector(`[name="${name}"]`)
    );
  }

  get #answer() {
    const form = /** @type {HTMLFormElement} */ (this.target("form"));
    return String(new FormData(form).get("answer") ?? "");
  }

  #showFields() {
    this.target("reason").hidden = !["absent", "substitute"].includes(this.#answer);
    this.target("substitute").hidden = this.#answer !== "substitute";
  }

  async #send() {
    this.target("wrong").hidden = true;
    this.target("done").hidden = true;
    try {
      await post(addresses.invitationsAnswer(), {
        token: this.token,
        answer: this.#answer,
        reason: this.#field("reason").value,
        substitute_name: this.#field("substitute_name").value,
        substitute_position: this.#field("substitute_position").value,
      });
      this.target("done").hidden = false;
    } catch (error) {
      show(this.target("wrong"), error);
    }
  }
}

/**
 * @param {HTMLElement} place
 * @param {unknown} error
 */
function show(place, error) {
  place.textContent = error instanceof Error ? error.message : String(error);
  place.hidden = false;
}
