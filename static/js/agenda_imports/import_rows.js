/** Rows of the preview of an agenda: edited, checked, sent. No page. */

import { t } from "../base/i18n.js";

/**
 * @typedef {{id: number, name: string, unit: string}} Candidate
 * @typedef {{title: string, minutes: number, kind: string, presenter: string,
 *   presenter_id: number | null, candidates: Candidate[],
 *   is_included: boolean}} ImportRow
 */

/** The server's limits. */
const LONGEST_TITLE = 500;
const LONGEST_MINUTES = 24 * 60;

/**
 * Say what has to be mended before a row can be added; empty: nothing.
 * @param {ImportRow} row
 */
export function problemOf({ title, minutes, is_included }) {
  if (!is_included) return "";
  if (!title.trim()) return t("Xin nhập tên.");
  if (title.trim().length > LONGEST_TITLE)
    return t("Tên dài quá {limit} chữ. Xin viết ngắn lại.", { limit: LONGEST_TITLE });
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > LONGEST_MINUTES)
    return t("Thời gian dự kiến phải từ 0 đến {limit} phút.", {
      limit: LONGEST_MINUTES,
    });
  return "";
}

/**
 * Return the items as they are sent.
 * @param {ImportRow[]} rows
 */
export function itemsOf(rows) {
  return rows
    .filter(({ is_included }) => is_included)
    .map(({ title, kind, minutes, presenter, presenter_id }) => ({
      title,
      kind,
      presenter_id,
      presenter_text: presenter_id === null ? presenter : "",
      planned_minutes: minutes,
      visibility: "everyone",
    }));
}

/**
 * Count what would be added.
 * @param {ImportRow[]} rows
 */
export function totals(rows) {
  const included = rows.filter(({ is_included }) => is_included);
  return {
    count: included.length,
    minutes: included.reduce((sum, { minutes }) => sum + (minutes || 0), 0),
    problems: included.filter((row) => problemOf(row)).length,
    undecided: included.filter(
      ({ candidates, presenter_id }) => candidates.length > 1 && presenter_id === null,
    ).length,
  };
}

/**
 * Return the columns chosen by hand, as they are sent; each field once.
 * @param {{field: string}[]} columns
 * @param {number} changed the column changed last, which wins
 * @returns {Record<string, string>}
 */
export function chosenColumns(columns, changed) {
  const wanted = columns[changed]?.field;
  return Object.fromEntries(
    columns
      .map(({ field }, place) => /** @type {[number, string]} */ ([place, field]))
      .filter(([place, field]) => field && (place === changed || field !== wanted)),
  );
}
