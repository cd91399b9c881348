/** Row of a conclusion: its text, who does it, until when, and buttons to move it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { formatDate } from "../base/local_time.js";
import { documentTitle, itemTitle } from "./conclusion_values.js";

/** @typedef {import("../live/messages.js").Conclusion} Conclusion */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/**
 * @typedef {object} ConclusionPresses
 * @property {(conclusion: Conclusion) => void} open
 * @property {(conclusion: Conclusion, by: -1 | 1) => void} move
 */

/**
 * @param {Conclusion} conclusion
 * @param {Snapshot} state
 * @param {ConclusionPresses | null} presses null: the conclusions are issued
 * @param {boolean} isSelected its form is open
 */
export function conclusionRow(conclusion, state, presses, isSelected) {
  const { number, text } = conclusion;
  return el(
    "li",
    { class: "card conclusion", "data-selected": isSelected },
    el("span", { class: "conclusion-number" }, String(number)),
    el(
      "div",
      { class: "conclusion-words" },
      el("p", { class: "conclusion-text" }, text),
      el("dl", { class: "conclusion-facts" }, ...facts(conclusion, state)),
    ),
    presses && buttons(conclusion, state, presses),
  );
}

/**
 * @param {Conclusion} conclusion
 * @param {Snapshot} state
 */
function facts(conclusion, state) {
  const source = [
    itemTitle(state, conclusion.item_id),
    documentTitle(state, conclusion.document_id),
    conclusion.page ? t("trang {page}", { page: conclusion.page }) : "",
  ];
  const rows = [
    [t("Đơn vị chủ trì"), conclusion.lead_unit],
    [t("Đơn vị phối hợp"), conclusion.coordinating_units.join("; ")],
    [t("Thời hạn"), conclusion.due_date ? formatDate(conclusion.due_date) : ""],
    [t("Từ"), source.filter(Boolean).join(" · ")],
  ];
  return rows.flatMap(([label, value]) =>
    value ? [el("dt", {}, label), el("dd", {}, value)] : [],
  );
}

/**
 * @param {Conclusion} conclusion
 * @param {Snapshot} state
 * @param {ConclusionPresses} presses
 */
function buttons(conclusion, state, presses) {
  const { id, number } = conclusion;
  const isLast = number === (state.conclusions?.lines.length ?? 0);
  return el(
    "div",
    { class: "row conclusion-buttons" },
    button(t("Sửa"), {
      "data-focus": `edit:${id}`,
      "aria-label": t("Sửa kết luận {number}", { number }),
      onclick: () => presses.open(conclusion),
    }),
    button(t("Lên"), {
      "data-focus": `up:${id}`,
      "aria-label": t("Chuyển kết luận {number} lên", { number }),
      disabled: number === 1,
      onclick: () => presses.move(conclusion, -1),
    }),
    button(t("Xuống"), {
      "data-focus": `down:${id}`,
      "aria-label": t("Chuyển kết luận {number} xuống", { number }),
      disabled: isLast,
      onclick: () => presses.move(conclusion, 1),
    }),
  );
}

/**
 * @param {string} label
 * @param {import("../base/dom.js").Properties} properties
 */
function button(label, properties) {
  return el("button", { class: "button", type: "button", ...properties }, label);
}
