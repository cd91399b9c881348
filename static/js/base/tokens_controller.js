/** Tokens of devices or systems: made, shown once, revoked. */

import { post } from "./api.js";
import { confirm } from "./confirm.js";
import { Controller } from "./controller.js";
import { showError } from "./error_toast.js";
import { t } from "./i18n.js";

/**
 * @typedef {object} TokensContext
 * @property {import("./addresses.js").PostAddress} make where a token is made
 * @property {(id: string) => import("./addresses.js").PostAddress} revoke
 * @property {string} consequence what revoking means
 */

/** @extends {Controller<TokensContext>} */
export class TokensController extends Controller {
  /** @override */
  start() {
    this.on(this.target("form"), "submit", (event) => this.#make(event));
    // The list comes with the page; the token is gone from the screen.
    this.on(this.target("done"), "click", () => location.reload());
    this.on(this.element, "click", ({ target }) => {
      const button = target.closest?.("[data-revoke]");
      if (button) this.#revoke(button.dataset.revoke, button.dataset.name);
    });
  }

  /** @param {SubmitEvent} event */
  async #make(event) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (this.target("form")));
    const refusal = this.target("refusal");
    refusal.hidden = true;
    const days = fields.get("expires_days");
    const body = {
      name: fields.get("name"),
      scopes: fields.getAll("scope"),
      ...(days ? { expires_days: Number(days) } : {}),
    };
    try {
      const { token } = await post(this.context.make, body);
      this.target("token").textContent = token;
      this.target("made").hidden = false;
      this.target("form").hidden = true;
      this.target("done").focus();
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
    }
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  async #revoke(id, name) {
    const isMeant = await confirm({
      title: t("Thu hồi “{name}”?", { name }),
      text: this.context.consequence,
      yes: t("Thu hồi"),
      isDestructive: true,
    });
    if (!isMeant) return;
    try {
      await post(this.context.revoke(id));
      location.reload();
    } catch (error) {
      showError(error);
    }
  }
}
