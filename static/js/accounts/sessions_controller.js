/** Sessions of the own account on other devices. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";

/** @extends {Controller<any>} */
export class SessionsController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) this.#end(button.dataset);
    });
  }

  /** @param {DOMStringMap} action */
  async #end({ action, session = "", name = "" }) {
    const isOne = action === "one";
    const isSure = await confirm({
      title: isOne
        ? t("Kết thúc phiên đăng nhập trên {name}?", { name })
        : t("Kết thúc mọi phiên đăng nhập khác?"),
      text: t("Máy đó bị đăng xuất ngay và cần mật khẩu để vào lại."),
      yes: t("Kết thúc"),
      isDestructive: true,
    });
    if (!isSure) return;
    try {
      await post(
        isOne
          ? addresses.accountsEndSession(session)
          : addresses.accountsEndOtherSessions(),
      );
      location.reload();
    } catch (error) {
      showError(error);
    }
  }
}
