/** Dialog that shows a one-time link once. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { toast } from "../base/toast.js";
import { openModal } from "../base/modal_dialog.js";

/**
 * Show the link; resolves when the dialog is closed.
 * @param {string} url
 * @param {{title: string, text: string}} [words] by default of a password's link
 * @returns {Promise<void>}
 */
export function showLink(url, words) {
  const field = el("input", { value: url, readonly: true, id: "one-time-link" });
  const dialog = el(
    "dialog",
    { class: "ask stack" },
    el("h2", {}, words?.title ?? t("Liên kết đặt mật khẩu")),
    el(
      "p",
      {},
      words?.text ??
        t(
          "Xin gửi liên kết này cho đúng người đó. Liên kết dùng được một lần, trong 7 ngày, và chỉ hiện ở đây một lần.",
        ),
    ),
    el(
      "div",
      { class: "field" },
      el("label", { for: "one-time-link" }, t("Liên kết")),
      field,
    ),
    el(
      "form",
      { method: "dialog", class: "row" },
      el(
        "button",
        { class: "button button--primary", type: "button", onclick: () => copy(field) },
        t("Chép liên kết"),
      ),
      el("button", { class: "button" }, t("Xong")),
    ),
  );
  return openModal(dialog);
}

/** @param {HTMLInputElement} field */
async function copy(field) {
  field.select();
  // Over plain http there is no clipboard; the link stays selected to be copied.
  if (!navigator.clipboard) return toast(t("Liên kết đã được chọn, xin bấm Ctrl+C."));
  await navigator.clipboard.writeText(field.value);
  toast(t("Đã chép liên kết."));
}
