/** Tables of import rows with their row numbers. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/**
 * @typedef {import("./import_preview.js").RowProblem} RowProblem
 * @typedef {import("./import_preview.js").Change} Change
 */

/**
 * @param {string[]} headings
 * @param {HTMLElement[]} rows
 */
export function table(headings, rows) {
  return el(
    "div",
    { class: "roster-scroll", tabindex: 0 },
    el(
      "table",
      { class: "table roster-table" },
      el(
        "thead",
        {},
        el("tr", {}, ...headings.map((words) => el("th", { scope: "col" }, words))),
      ),
      el("tbody", {}, ...rows),
    ),
  );
}

/** @param {(Node | string)[]} cells */
export function row(...cells) {
  return el("tr", {}, ...cells.map((cell) => el("td", {}, cell)));
}

/**
 * @param {string} title
 * @param {RowProblem[]} problems
 * @param {number} count of rows in all
 * @param {string} more the numbers of the rows that are not shown
 */
export function problemTable(title, problems, count, more) {
  if (count === 0) return null;
  const shown = new Set(problems.map((problem) => problem.row)).size;
  return el(
    "section",
    { class: "card stack roster-rows" },
    el("h2", {}, `${title} (${count})`),
    table(
      [t("Dòng"), t("Họ và tên"), t("Lý do")],
      problems.map((problem) => row(String(problem.row), problem.name, problem.reason)),
    ),
    count > shown &&
      el(
        "p",
        { class: "soft" },
        t("Còn {count} dòng nữa: {rows}.", { count: count - shown, rows: more }),
      ),
  );
}

/**
 * @param {Change[]} changes
 * @param {number} count
 */
export function changeTable(changes, count) {
  if (count === 0) return null;
  const more = count - changes.length;
  return el(
    "section",
    { class: "card stack roster-rows" },
    el("h2", {}, t("Người thay đổi ({count})", { count })),
    table(
      [t("Dòng"), t("Họ và tên"), t("Thay đổi")],
      changes.map((change) =>
        row(String(change.row), change.name, differences(change.changes)),
      ),
    ),
    more > 0 &&
      el("p", { class: "soft" }, t("Còn {count} người nữa.", { count: more })),
  );
}

/** @param {Change["changes"]} changes */
function differences(changes) {
  return el(
    "ul",
    { class: "roster-changes" },
    ...changes.map(({ label, before, after }) =>
      el(
        "li",
        {},
        `${label}: `,
        el("del", {}, before || "–"),
        " → ",
        el("ins", {}, after),
      ),
    ),
  );
}
