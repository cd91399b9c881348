/** Ask for a group's name. */

import { el } from "../../base/dom.js";
import { field } from "../../base/fields.js";
import { t } from "../../base/i18n.js";
import { openModal } from "../../base/modal_dialog.js";

/**
 * @param {string} before
 * @returns {Promise<string>} empty: none
 */
export async function askName(before) {
  const input = el("input", { maxlength: 200, required: true, value: before });
  const dialog = el(
    "dialog",
    { class: "ask", "aria-labelledby": "name-title" },
    el("h2", { id: "name-title" }, t("Đổi tên nhóm ý kiến")),
    el(
      "form",
      { method: "dialog", class: "stack" },
      field(t("Tên nhóm"), input),
      el(
        "div",
        { class: "row ask-answers" },
        el("button", { class: "button", value: "no", formnovalidate: true }, t("Thôi")),
        el("button", { class: "button button--primary", value: "yes" }, t("Lưu")),
      ),
    ),
  );
  await openModal(dialog);
  return dialog.returnValue === "yes" ? input.value.trim() : "";
}
