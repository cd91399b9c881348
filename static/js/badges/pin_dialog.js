/** Dialog with the PIN to hand to a delegate after a reset. */

import { openModal } from "../base/modal_dialog.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/**
 * Show it once; resolves when the dialog is closed.
 * @param {string} name whose it is
 * @param {string} pin empty: the delegate chooses the PIN
 * @returns {Promise<void>}
 */
export function showPin(name, pin) {
  const words = pin
    ? t("Mã PIN mới chỉ hiện một lần. Xin đưa riêng cho đại biểu, không đọc to.")
    : t("Mã PIN cũ đã xoá. Đại biểu đưa thẻ cho máy rồi tự đặt mã mới.");
  return openModal(
    el(
      "dialog",
      { class: "ask" },
      el("h2", {}, name),
      pin ? el("p", { class: "badge-code" }, pin) : null,
      el("p", { class: "soft" }, words),
      el(
        "form",
        { method: "dialog" },
        el("button", { class: "button button--primary" }, t("Xong")),
      ),
    ),
  );
}
