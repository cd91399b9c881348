/** Form of one question in the builder. */

import { el } from "../base/dom.js";
import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { conditionField } from "./question_condition.js";
import {
  HAS_OPTIONS,
  choiceLines,
  kindLabels,
  parseChoices,
} from "./question_values.js";

/**
 * @typedef {import("./question_values.js").Question} Question
 * @typedef {import("./question_values.js").Setter} Setter
 */

const MAX_LINE = 500;

/**
 * @param {Question} question changed in place
 * @param {Question[]} earlier those before it
 * @param {() => void} onChange something to save
 * @param {() => void} onRedraw other fields are needed
 * @returns {HTMLElement}
 */
export function questionEditor(question, earlier, onChange, onRedraw) {
  const set = (/** @type {Partial<Question>} */ values) => {
    Object.assign(question, values);
    onChange();
  };
  const kind = select(kindLabels(), (value) => {
    set({ kind: value });
    onRedraw();
  });
  kind.value = question.kind;
  return el(
    "div",
    { class: "stack survey-editor" },
    field(t("Câu hỏi"), line("text", question, set, 2)),
    el(
      "div",
      { class: "survey-pair" },
      field(t("Cách trả lời"), kind),
      field(t("Mở đầu phần mới (để trống nếu không)"), line("section", question, set)),
    ),
    ...kindFields(question, set),
    field(t("Ghi chú dưới câu hỏi"), line("note", question, set)),
    el(
      "div",
      { class: "row" },
      box("is_required", t("Bắt buộc trả lời"), question, set),
      HAS_OPTIONS.has(question.kind) &&
        box("is_shuffled", t("Đảo ngẫu nhiên thứ tự"), question, set),
    ),
    conditionField(question, earlier, set, onRedraw),
  );
}

/**
 * @param {"text" | "section" | "note" | "low" | "high"} name
 * @param {Question} question
 * @param {Setter} set
 * @param {number} [rows]
 */
function line(name, question, set, rows = 1) {
  const area = el("textarea", { rows, maxlength: MAX_LINE, lang: "vi" });
  area.value = question[name] ?? "";
  area.addEventListener("input", () => set({ [name]: area.value.replace(/\n/g, " ") }));
  return area;
}

/**
 * @param {"is_required" | "is_shuffled"} name
 * @param {string} label
 * @param {Question} question
 * @param {Setter} set
 */
function box(name, label, question, set) {
  const input = el("input", { type: "checkbox", checked: question[name] });
  input.addEventListener("change", () => set({ [name]: input.checked }));
  return el("label", { class: "choice" }, input, el("span", {}, label));
}

/**
 * @param {"options" | "rows"} name
 * @param {string} label
 * @param {Question} question
 * @param {Setter} set
 */
function choices(name, label, question, set) {
  const area = el("textarea", { rows: 5, lang: "vi" });
  area.value = choiceLines(question[name]);
  const letter = name === "rows" ? "r" : "o";
  area.addEventListener("input", () =>
    set({ [name]: parseChoices(area.value, question[name] ?? [], letter) }),
  );
  return field(label, area, t("Mỗi dòng một phương án."));
}

/**
 * @param {"minimum" | "maximum"} name
 * @param {string} label
 * @param {Question} question
 * @param {Setter} set
 */
function number(name, label, question, set) {
  const input = el("input", { type: "number", value: question[name] ?? "" });
  input.addEventListener("input", () =>
    set({ [name]: input.value === "" ? null : Number(input.value) }),
  );
  return field(label, input);
}

/**
 * @param {Question} question
 * @param {Setter} set
 * @returns {HTMLElement[]}
 */
function kindFields(question, set) {
  const pair = (/** @type {HTMLElement[]} */ ...parts) =>
    el("div", { class: "survey-pair" }, ...parts);
  const options = () => choices("options", t("Phương án"), question, set);
  switch (question.kind) {
    case "multiple":
      return [options(), number("maximum", t("Chọn nhiều nhất"), question, set)];
    case "matrix":
      return [
        pair(
          choices("rows", t("Các dòng"), question, set),
          choices("options", t("Các cột"), question, set),
        ),
      ];
    case "scale":
      return [
        pair(
          number("minimum", t("Điểm thấp nhất (0 hoặc 1)"), question, set),
          number("maximum", t("Điểm cao nhất"), question, set),
        ),
        pair(
          field(t("Nghĩa của điểm thấp nhất"), line("low", question, set)),
          field(t("Nghĩa của điểm cao nhất"), line("high", question, set)),
        ),
      ];
    case "number":
      return [
        pair(
          number("minimum", t("Số nhỏ nhất"), question, set),
          number("maximum", t("Số lớn nhất"), question, set),
        ),
      ];
    default:
      return HAS_OPTIONS.has(question.kind) ? [options()] : [];
  }
}
