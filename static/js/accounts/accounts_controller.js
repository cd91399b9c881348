/** The administrator's list: new links, closed accounts, new accounts. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { FormController } from "./form_controller.js";
import { showLink } from "./link_dialog.js";

/** @extends {Controller<any>} */
export class AccountsController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-deed]");
      if (button) this.#do(button.dataset);
    });
  }

  /** @param {DOMStringMap} deed */
  async #do({ deed, account = "", name = "" }) {
    try {
      if (deed === "link") await this.#renew(account);
      else if (await this.#isSure(name))
        await post(addresses.accountsCloseAccount(account));
      else return;
      location.reload();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
  }

  /** @param {string} account */
  async #renew(account) {
    const { url } = await post(addresses.accountsRenewLink(account));
    await showLink(url);
  }

  /** @param {string} name */
  #isSure(name) {
    return confirm({
      title: t("Đóng tài khoản của {name}?", { name }),
      text: t("Người này bị đăng xuất ngay trên mọi máy và không vào lại được."),
      yes: t("Đóng tài khoản"),
      isGrave: true,
    });
  }
}

export class NewAccountController extends FormController {
  /** @override */
  get address() {
    return addresses.accountsAddAccount();
  }

  /**
   * @override
   * @param {Record<string, string>} fields
   */
  body({ username = "", full_name = "", is_administrator }) {
    return { username, full_name, is_administrator: is_administrator !== undefined };
  }

  /**
   * @override
   * @param {{url: string}} answer
   */
  async done({ url }) {
    await showLink(url);
    location.reload();
  }
}
