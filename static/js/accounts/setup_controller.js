/** Open a one-time link; removes its token from the address first. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { t } from "../base/i18n.js";
import { FormController } from "../base/form_controller.js";

export class SetupController extends FormController {
  #token = "";

  /** @override */
  start() {
    this.#token = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    super.start();
    this.#loadLink();
  }

  /** @override */
  get form() {
    return /** @type {HTMLFormElement} */ (this.target("form"));
  }

  /** @override */
  get address() {
    return addresses.accountsSetUp();
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ username = "", full_name = "", password = "" }) {
    return { token: this.#token, username, full_name, password };
  }

  async #loadLink() {
    try {
      // The page opened again, as by the choice of another language, has no token.
      if (!this.#token) throw new Error(t("Xin mở lại liên kết đã nhận."));
      this.#show(await post(addresses.accountsLookAtLink(), { token: this.#token }));
    } catch (error) {
      const errorText = this.target("dead");
      errorText.textContent = error instanceof Error ? error.message : String(error);
      errorText.hidden = false;
    }
    this.target("looking").hidden = true;
  }

  /** @param {{username: string | null, full_name: string | null}} link */
  #show({ username, full_name }) {
    this.target("whose").textContent = username
      ? t("Tài khoản {username} của đồng chí {name}. Xin tự chọn mật khẩu.", {
          username,
          name: full_name ?? "",
        })
      : t("Liên kết này tạo quản trị viên đầu tiên của máy chủ.");
    this.target("names").hidden = username !== null;
    this.form.hidden = false;
  }
}
