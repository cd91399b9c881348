/** Turn the second factor on and off, and renew recovery codes. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { Controller } from "../base/controller.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { showError } from "../base/error_toast.js";
import { askInDialog } from "./dialog_form.js";
import { askForProof } from "./proof_dialog.js";
import { showRecoveryCodes } from "./recovery_dialog.js";

/** @extends {Controller<any>} */
export class SecondFactorController extends Controller {
  /** @override */
  start() {
    this.on(this.element, "click", async (event) => {
      const button = event.target.closest("[data-action]");
      if (!button) return;
      try {
        if (await this.#do(button.dataset.action)) location.reload();
      } catch (error) {
        showError(error);
      }
    });
  }

  /** @param {string} action */
  async #do(action) {
    if (action === "off") return this.#turnOff();
    const answer = await (action === "on" ? this.#turnOn() : this.#renewCodes());
    if (answer) await showRecoveryCodes(answer.codes);
    return answer;
  }

  async #turnOn() {
    const { secret, svg } = await post(addresses.accountsBeginSecondFactor());
    const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    return askInDialog({
      title: t("Bật xác thực hai lớp"),
      words: [
        el("p", {}, t("1. Mở ứng dụng xác thực trên điện thoại và quét mã này:")),
        el("img", {
          class: "factor-qr",
          src: source,
          alt: t("Mã QR cho ứng dụng xác thực"),
        }),
        el("p", {}, t("Không quét được thì nhập tay khoá này:")),
        el("p", { class: "factor-secret" }, secret),
      ],
      label: t("2. Nhập mã 6 chữ số ứng dụng đang hiện"),
      field: { name: "code", autocomplete: "one-time-code", maxlength: "20" },
      yes: t("Xác nhận và bật"),
      address: addresses.accountsConfirmSecondFactor(),
    });
  }

  #renewCodes() {
    return askForProof(this.element, {
      title: t("Tạo lại mã dự phòng"),
      words: [el("p", {}, t("Các mã cũ không dùng được nữa."))],
      yes: t("Tạo mã mới"),
      address: addresses.accountsRenewRecoveryCodes(),
    });
  }

  #turnOff() {
    return askForProof(this.element, {
      title: t("Tắt xác thực hai lớp?"),
      words: [el("p", {}, t("Từ đó đăng nhập không hỏi mã của ứng dụng nữa."))],
      yes: t("Tắt"),
      isDestructive: true,
      address: addresses.accountsTurnOffSecondFactor(),
    });
  }
}
