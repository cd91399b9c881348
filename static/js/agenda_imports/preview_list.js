/** Preview of an imported agenda: a row for each item, all of it can be edited. */

import { KIND_NAMES, kindLabel } from "../agenda/labels.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { withEmptyValue } from "./column_choice.js";
import { problemOf } from "./import_rows.js";

/** @typedef {import("./import_rows.js").ImportRow} ImportRow */

/**
 * @param {ImportRow} row
 * @param {number} index from 0
 * @param {() => void} changed
 * @returns {HTMLElement}
 */
export function previewRow(row, index, changed) {
  const problem = el("p", { class: "agenda-import-problem", role: "status" });
  const line = el("li", { class: "agenda-import-row" });
  const update = () => {
    line.classList.toggle("is-left-out", !row.is_included);
    problem.textContent = problemOf(row);
    changed();
  };
  line.append(
    includeBox(row, index, update),
    titleField(row, update),
    minutesField(row, update),
    kindField(row),
    presenterField(row, update),
    problem,
  );
  line.classList.toggle("is-left-out", !row.is_included);
  problem.textContent = problemOf(row);
  return line;
}

/**
 * @param {ImportRow} row
 * @param {number} index
 * @param {() => void} update
 */
function includeBox(row, index, update) {
  const box = el("input", {
    type: "checkbox",
    checked: row.is_included,
    "aria-label": t("Thêm dòng {number}", { number: index + 1 }),
    onchange: () => {
      row.is_included = box.checked;
      update();
    },
  });
  return el("label", { class: "agenda-import-include" }, box);
}

/**
 * @param {ImportRow} row
 * @param {() => void} update
 */
function titleField(row, update) {
  const text = el("textarea", {
    rows: 2,
    "aria-label": t("Tên nội dung"),
    oninput: () => {
      row.title = text.value.replace(/\s+/g, " ");
      update();
    },
  });
  text.value = row.title;
  return text;
}

/**
 * @param {ImportRow} row
 * @param {() => void} update
 */
function minutesField(row, update) {
  const input = el("input", {
    type: "number",
    inputmode: "numeric",
    min: 0,
    value: row.minutes,
    "aria-label": t("Số phút"),
    oninput: () => {
      row.minutes = Number(input.value);
      update();
    },
  });
  return el("label", { class: "agenda-import-minutes" }, input, t("phút"));
}

/** @param {ImportRow} row */
function kindField(row) {
  const select = el(
    "select",
    {
      "aria-label": t("Loại nội dung"),
      onchange: () => {
        row.kind = select.value;
      },
    },
    ...KIND_NAMES.map((kind) => el("option", { value: kind }, kindLabel(kind))),
  );
  select.value = row.kind;
  return select;
}

/**
 * Members of that name, or the words of the table.
 * @param {ImportRow} row
 * @param {() => void} update
 */
function presenterField(row, update) {
  if (!row.candidates.length) {
    const input = el("input", {
      value: row.presenter,
      placeholder: t("Người trình bày"),
      "aria-label": t("Người trình bày"),
      oninput: () => {
        row.presenter = input.value;
      },
    });
    return input;
  }
  const select = el(
    "select",
    {
      "aria-label": t("Người trình bày"),
      onchange: () => {
        row.presenter_id = select.value ? Number(select.value) : null;
        update();
      },
    },
    withEmptyValue(t("Ghi như trong bảng: {name}", { name: row.presenter })),
    ...row.candidates.map(({ id, name, unit }) =>
      el("option", { value: id }, [name, unit].filter(Boolean).join(" – ")),
    ),
  );
  select.value = String(row.presenter_id ?? "");
  return select;
}
