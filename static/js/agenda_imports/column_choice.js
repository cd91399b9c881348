/** Which column of the table holds what, chosen by hand where it was not recognised. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { chosenColumns } from "./import_rows.js";

/**
 * @typedef {{columns: {heading: string, field: string}[],
 *   fields: {value: string, label: string}[]}} ColumnPreview
 */

/**
 * An option that stands for nothing; without the attribute its text would be its value.
 * @param {string} label
 */
export function withEmptyValue(label) {
  const option = el("option", {}, label);
  option.value = "";
  return option;
}

/**
 * @param {ColumnPreview} preview
 * @param {(columns: Record<string, string>) => void} choose
 * @returns {HTMLElement[]}
 */
export function columnChoice({ columns, fields }, choose) {
  return columns.map(({ heading, field }, place) => {
    const select = el(
      "select",
      {
        onchange: () => {
          const chosen = columns.map((one, index) =>
            index === place ? { field: select.value } : one,
          );
          choose(chosenColumns(chosen, place));
        },
      },
      withEmptyValue(t("Không dùng")),
      ...fields.map(({ value, label }) => el("option", { value }, label)),
    );
    select.value = field;
    const name = heading.slice(0, 60) || t("Cột {number}", { number: place + 1 });
    return el(
      "label",
      { class: "field" },
      el("span", { class: "label" }, name),
      select,
    );
  });
}
