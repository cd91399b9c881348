/** Dialog that shows recovery codes once. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { openModal } from "../base/modal_dialog.js";

/**
 * Show the codes; resolves when the dialog is closed.
 * @param {string[]} codes
 * @returns {Promise<void>}
 */
export function showRecoveryCodes(codes) {
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "recovery-title" },
    el("h2", { id: "recovery-title" }, t("Mã dự phòng")),
    el(
      "p",
      {},
      t(
        "Xin chép hoặc in ra và cất ở nơi an toàn. Khi mất điện thoại, mỗi mã thay được mã 6 chữ số một lần. Các mã chỉ hiện ở đây một lần; mã cũ, nếu có, không dùng được nữa.",
      ),
    ),
    el("ul", { class: "recovery-codes" }, ...codes.map((code) => el("li", {}, code))),
    el(
      "form",
      { method: "dialog", class: "row ask-answers" },
      el(
        "button",
        { class: "button", type: "button", onclick: () => copy(codes) },
        t("Chép các mã"),
      ),
      el("button", { class: "button button--primary" }, t("Đã cất giữ, xong")),
    ),
  );
  return openModal(dialog);
}

/** @param {string[]} codes */
async function copy(codes) {
  // Over plain http there is no clipboard.
  if (!navigator.clipboard) return toast(t("Xin chọn các mã rồi bấm Ctrl+C."));
  await navigator.clipboard.writeText(codes.join("\n"));
  toast(t("Đã chép các mã."));
}
