/** Webhooks: added, paused, removed, and called again. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";

/** @extends {Controller<any>} */
export class WebhooksController extends Controller {
  /** @override */
  start() {
    this.on(this.target("form"), "submit", (event) => {
      event.preventDefault();
      this.#add();
    });
    // The list comes with the page; the secret is gone from the screen.
    this.on(this.target("done"), "click", () => location.reload());
    this.on(this.element, "click", ({ target }) => {
      const button = target.closest?.("[data-pause], [data-remove], [data-replay]");
      if (button) this.#press(button.dataset);
    });
  }

  async #add() {
    const form = /** @type {HTMLFormElement} */ (this.target("form"));
    const refusal = this.target("refusal");
    refusal.hidden = true;
    try {
      const { secret } = await post(
        addresses.noticesAdminAddWebhook(),
        Object.fromEntries(new FormData(form)),
      );
      this.target("secret").textContent = secret;
      this.target("made").hidden = false;
      form.hidden = true;
      this.target("done").focus();
    } catch (error) {
      refusal.textContent = error instanceof Error ? error.message : String(error);
      refusal.hidden = false;
    }
  }

  /** @param {DOMStringMap} button */
  async #press({ pause, isPaused, remove, replay, name = "" }) {
    try {
      if (pause) {
        const body = { is_paused: isPaused === "yes" };
        await post(addresses.noticesAdminPause(pause), body);
      } else if (replay) {
        await post(addresses.noticesAdminReplay(replay));
      } else if (remove) {
        if (!(await this.#isMeant(name))) return;
        await post(addresses.noticesAdminRemove(remove));
      }
    } catch (error) {
      showError(error);
      return;
    }
    location.reload();
  }

  /** @param {string} name */
  #isMeant(name) {
    return confirm({
      title: t("Xoá webhook “{name}”?", { name }),
      text: t("Hệ thống này không nhận sự kiện nữa; các lần gọi đang chờ bị bỏ."),
      yes: t("Xoá"),
      isDestructive: true,
    });
  }
}
