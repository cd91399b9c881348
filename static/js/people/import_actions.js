/** Buttons to apply or discard an import, and what prevents it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/**
 * @typedef {import("./import_controller.js").State} State
 * @typedef {import("./import_preview.js").Preview} Preview
 * @typedef {import("./import_preview.js").ImportActions} ImportActions
 */

/**
 * What still has to be settled before the list can be written, empty if nothing.
 * @param {State} state
 * @param {Preview} preview
 */
function blockingReason({ counts }, { reading }) {
  if (reading.writing === null) {
    return t("Tệp không phải Unicode. Xin chọn bên dưới dòng hiện đúng họ tên.");
  }
  if (!reading.has_names) return t("Xin chọn bên dưới cột nào là họ và tên.");
  if (counts.new + counts.changed > 0) return "";
  if (counts.wrong > 0) return t("Chưa có dòng nào ghi được. Xin xem các dòng lỗi.");
  return t("Không có gì để ghi: danh sách hội nghị đã đúng như tệp.");
}

/**
 * @param {State} state
 * @param {Preview} preview
 * @param {ImportActions} actions
 */
export function importButtons(state, preview, { apply, discard }) {
  const reason = blockingReason(state, preview);
  const { counts } = state;
  const count = counts.new + counts.changed;
  const yes = counts.wrong
    ? t("Ghi {count} người, bỏ {wrong} dòng lỗi", { count, wrong: counts.wrong })
    : t("Ghi {count} người", { count });
  return el(
    "div",
    { class: "stack" },
    reason ? el("p", { class: "notice notice--warn" }, reason) : null,
    el(
      "div",
      { class: "row" },
      el(
        "button",
        {
          class: "button button--primary",
          type: "button",
          disabled: reason !== "",
          onclick: apply,
        },
        yes,
      ),
      el(
        "button",
        { class: "button", type: "button", onclick: discard },
        t("Bỏ, không ghi gì"),
      ),
    ),
  );
}
