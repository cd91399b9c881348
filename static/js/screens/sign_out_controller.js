/** Signing out leaves nothing of the holder on the device. */

import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { forgetHolders } from "../base/memory.js";

/** @extends {Controller<unknown>} */
export class SignOutController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "submit", (event) => this.#ask(event));
  }

  /** @param {Event} event */
  async #ask(event) {
    event.preventDefault();
    const isSure = await confirm({
      title: t("Trả máy và đăng xuất?"),
      text: t("Máy này sẽ quên đồng chí. Muốn vào lại, xin đưa thẻ đại biểu."),
      yes: t("Đăng xuất"),
    });
    if (!isSure || !(this.element instanceof HTMLFormElement)) return;
    forgetHolders();
    this.element.submit();
  }
}
