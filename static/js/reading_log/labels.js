/**
 * Labels of unread counts. Pure functions.
 *
 * @typedef {{document: number, opened: number, total: number}} PaperCount
 * @typedef {{name: string, seat: string, unit: string, site: string}} UnreadMember
 * @typedef {{id: number, name: string, count: number}} SiteCount
 * @typedef {{rows: UnreadMember[], sites: SiteCount[] | null, more: number}} Unread
 */

import { t, formatNumber } from "../base/i18n.js";

/**
 * @param {PaperCount} count
 * @returns {string}
 */
export function unreadCountText({ opened, total }) {
  if (!total) return t("Chưa có đại biểu nào");
  if (opened >= total) return t("Tất cả đã mở");
  return t("{unread}/{total} chưa mở", {
    unread: formatNumber(total - opened),
    total: formatNumber(total),
  });
}

/**
 * Unread count of the live document, if there is one.
 * @param {PaperCount[]} counts
 * @param {number | null} document
 * @returns {string}
 */
export function unreadText(counts, document) {
  const count = counts.find((one) => one.document === document);
  if (!count) return t("Ai chưa mở tài liệu");
  return t("Tài liệu này: {count}", { count: unreadCountText(count) });
}

/** @param {number} count */
export function peopleText(count) {
  return t("{count} người chưa mở", { count: formatNumber(count) });
}
