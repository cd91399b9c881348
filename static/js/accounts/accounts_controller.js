/** List of accounts for administrators: new links, closing, new accounts. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { confirm } from "../base/confirm.js";
import { Controller } from "../base/controller.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { FormController } from "../base/form_controller.js";
import { showLink } from "./link_dialog.js";

/**
 * An action on an account that is confirmed first.
 * @typedef {object} ConfirmedAction
 * @property {(name: string) => import("../base/confirm.js").Question} question
 * @property {(account: string, passkey: string) =>
 *   import("../base/address_builder.js").PostAddress} address
 */

/** @type {Record<string, ConfirmedAction>} */
const CONFIRMED_ACTIONS = {
  close: {
    question: (name) => ({
      title: t("Đóng tài khoản của {name}?", { name }),
      text: t("Người này bị đăng xuất ngay trên mọi máy và không vào lại được."),
      yes: t("Đóng tài khoản"),
    }),
    address: (account) => addresses.accountsCloseAccount(account),
  },
  sessions: {
    question: (name) => ({
      title: t("Kết thúc mọi phiên đăng nhập của {name}?", { name }),
      text: t("Người này bị đăng xuất ngay trên mọi máy và cần mật khẩu để vào lại."),
      yes: t("Kết thúc"),
    }),
    address: (account) => addresses.accountsEndSessions(account),
  },
  factor: {
    question: (name) => ({
      title: t("Tắt xác thực hai lớp của {name}?", { name }),
      text: t("Chỉ làm khi chính người này nhờ vì đã mất điện thoại và mã dự phòng."),
      yes: t("Tắt"),
    }),
    address: (account) => addresses.accountsRemoveSecondFactor(account),
  },
  passkey: {
    question: (name) => ({
      title: t("Gỡ một khoá truy cập của {name}?", { name }),
      text: t("Chỉ làm khi chính người này nhờ, thí dụ vì máy đã mất."),
      yes: t("Gỡ"),
    }),
    address: (account, passkey) => addresses.accountsRemovePasskeyOf(account, passkey),
  },
};

/** @extends {Controller<any>} */
export class AccountListController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button) this.#handleAction(button.dataset);
    });
  }

  /** @param {DOMStringMap} data */
  async #handleAction(data) {
    const confirmed = CONFIRMED_ACTIONS[data.action ?? ""];
    try {
      if (!(await this.#perform(data, confirmed))) return;
      location.reload();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), "error");
    }
  }

  /**
   * Perform the action after confirmation; resolves to whether it was performed.
   * @param {DOMStringMap} data
   * @param {ConfirmedAction} [confirmed] none: a new link is wanted
   */
  async #perform({ account = "", name = "", passkey = "" }, confirmed) {
    if (!confirmed) {
      await this.#renewLink(account);
      return true;
    }
    const isSure = await confirm({ ...confirmed.question(name), isDestructive: true });
    if (isSure) await post(confirmed.address(account, passkey));
    return isSure;
  }

  /** @param {string} account */
  async #renewLink(account) {
    const { url } = await post(addresses.accountsRenewLink(account));
    await showLink(url);
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
