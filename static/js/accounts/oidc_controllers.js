/** Sign in with the organisation's provider (OpenID Connect). */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";

/** @extends {Controller<any>} */
export class OidcBeginController extends Controller {
  /** @override */
  start() {
    const button = /** @type {HTMLButtonElement} */ (this.target("submit"));
    this.on(button, "click", async () => {
      button.disabled = true;
      try {
        location.assign((await post(addresses.accountsBeginOidc())).go);
      } catch (error) {
        showRefusal(this.target("refusal"), error);
        button.disabled = false;
      }
    });
  }
}

/** The page to which the provider sends the browser back. @extends {Controller<any>} */
export class OidcReturnController extends Controller {
  /** @override */
  async start() {
    const answer = takeAnswer();
    try {
      location.replace((await post(addresses.accountsSignInByOidc(), answer)).go);
    } catch (error) {
      this.target("waiting").hidden = true;
      showRefusal(this.target("refusal"), error);
    }
  }
}

/** Take the provider's words out of the address, where they would be kept. */
function takeAnswer() {
  const words = new URLSearchParams(location.hash.slice(1) || location.search);
  history.replaceState(null, "", location.pathname);
  const names = ["code", "state", "error", "iss"];
  return Object.fromEntries(names.map((name) => [name, words.get(name) ?? ""]));
}

/**
 * @param {HTMLElement} refusal
 * @param {unknown} error
 */
function showRefusal(refusal, error) {
  refusal.textContent = error instanceof Error ? error.message : String(error);
  refusal.hidden = false;
}
