/** The devices on which one's own account is signed in. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { sayError } from "../base/say_error.js";

/** @extends {Controller<any>} */
export class SessionsController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-deed]");
      if (button) this.#end(button.dataset);
    });
  }

  /** @param {DOMStringMap} deed */
  async #end({ deed, session = "", name = "" }) {
    const isOne = deed === "one";
    const isSure = await confirm({
      title: isOne
        ? t("Kết thúc phiên đăng nhập trên {name}?", { name })
        : t("Kết thúc mọi phiên đăng nhập khác?"),
      text: t("Máy đó bị đăng xuất ngay và cần mật khẩu để vào lại."),
      yes: t("Kết thúc"),
      isGrave: true,
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
      sayError(error);
    }
  }
}
