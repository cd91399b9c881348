/**
 * How many have not opened a paper, in words: values in, sentences out.
 *
 * @typedef {{document: number, opened: number, total: number}} PaperCount
 * @typedef {{name: string, seat: string, unit: string, site: string}} Row
 * @typedef {{id: number, name: string, count: number}} SiteCount
 * @typedef {{rows: Row[], sites: SiteCount[] | null, more: number}} Unread
 */

import { t, written } from "../base/i18n.js";

/**
 * @param {PaperCount} count
 * @returns {string}
 */
export function countOf({ opened, total }) {
  if (!total) return t("Chưa có đại biểu nào");
  if (opened >= total) return t("Tất cả đã mở");
  return t("{unread}/{total} chưa mở", {
    unread: written(total - opened),
    total: written(total),
  });
}

/**
 * Say it of the paper that everybody is shown, where there is one.
 * @param {PaperCount[]} counts
 * @param {number | null} document
 * @returns {string}
 */
export function lineOf(counts, document) {
  const count = counts.find((one) => one.document === document);
  if (!count) return t("Ai chưa mở tài liệu");
  return t("Tài liệu này: {count}", { count: countOf(count) });
}

/** @param {number} count */
export function peopleOf(count) {
  return t("{count} người chưa mở", { count: written(count) });
}
