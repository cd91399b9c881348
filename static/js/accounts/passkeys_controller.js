/** Add and remove the own passkeys. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { toast } from "../base/toast.js";
import { answerOf, creationOptions } from "./passkey_codec.js";
import { askForProof } from "./proof_dialog.js";
import { showRecoveryCodes } from "./recovery_dialog.js";

/** @extends {Controller<any>} */
export class PasskeysController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", async (event) => {
      const button = event.target.closest("[data-action]");
      if (!button) return;
      try {
        if (await this.#do(button.dataset)) location.reload();
      } catch (error) {
        showError(error);
      }
    });
  }

  /** @param {DOMStringMap} action */
  #do({ action, passkey = "", name = "" }) {
    if (action === "add") return this.#add();
    if (action === "codes") return this.#renewCodes();
    return askForProof(this.element, {
      title: t("Gỡ khoá truy cập {name}?", { name }),
      words: [el("p", {}, t("Khoá này không còn dùng để đăng nhập được nữa."))],
      yes: t("Gỡ"),
      isDestructive: true,
      address: addresses.accountsRemovePasskey(passkey),
    });
  }

  async #renewCodes() {
    const answer = await askForProof(this.element, {
      title: t("Tạo lại mã dự phòng"),
      words: [el("p", {}, t("Các mã cũ không dùng được nữa."))],
      yes: t("Tạo mã mới"),
      address: addresses.accountsRenewRecoveryCodes(),
    });
    if (answer) await showRecoveryCodes(answer.codes);
    return answer;
  }

  async #add() {
    if (!globalThis.PublicKeyCredential) {
      toast(t("Trình duyệt này chưa biết khoá truy cập."), "error");
      return false;
    }
    const options = await askForProof(this.element, {
      title: t("Thêm khoá truy cập"),
      words: [
        el(
          "p",
          {},
          t("Sau bước này, máy hỏi vân tay, khuôn mặt, mã khoá hoặc khoá USB."),
        ),
      ],
      yes: t("Tiếp tục"),
      address: addresses.accountsOfferPasskey(),
    });
    const made = options && (await this.#make(options));
    if (!made) return false;
    const answer = answerOf(made, ["clientDataJSON", "attestationObject"]);
    const { codes } = await post(addresses.accountsAddPasskey(), { answer });
    if (codes.length) await showRecoveryCodes(codes);
    return true;
  }

  /** @param {any} options */
  async #make(options) {
    try {
      return await navigator.credentials.create(creationOptions(options));
    } catch (error) {
      if (error instanceof DOMException && error.name === "InvalidStateError") {
        toast(t("Máy này đã có khoá truy cập của tài khoản."), "error");
      } else {
        toast(t("Chưa thêm được khoá: máy không trả lời, hoặc đã bấm huỷ."), "error");
      }
      return null;
    }
  }
}
