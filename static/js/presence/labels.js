/**
 * Labels of presence counts for the chair. Pure functions.
 *
 * @typedef {import("../live/messages.js").Presence} Presence
 * @typedef {"lost" | "behind" | "asleep" | "alone"} Kind
 * @typedef {{name: string, seat: string, site: string, kind: Kind, seconds: number,
 *   document: number | null, page: number}} OutOfSyncTablet
 * @typedef {{id: number, name: string, counts: Partial<Record<Kind, number>>}} SiteLine
 * @typedef {{rows: OutOfSyncTablet[], sites: SiteLine[] | null, more: number}} OutOfSyncList
 */

import { t, formatNumber } from "../base/i18n.js";

/** The kinds, what the chair may want to see to first at the top. @type {Kind[]} */
export const KINDS = ["lost", "behind", "asleep", "alone"];

/** A fault of the network or the tablet, and what is everybody's right. */
export const FAULT_KINDS = /** @type {Kind[]} */ (["lost", "behind"]);
export const NORMAL_KINDS = /** @type {Kind[]} */ (["asleep", "alone"]);

/** @param {Kind} kind */
export function kindLabel(kind) {
  return {
    lost: t("Mất kết nối"),
    behind: t("Chậm"),
    asleep: t("Máy ngủ"),
    alone: t("Đọc riêng"),
  }[kind];
}

/**
 * @param {Kind} kind
 * @param {number} number
 */
function countLabel(kind, number) {
  const count = formatNumber(number);
  return {
    lost: t("{count} mất kết nối", { count }),
    behind: t("{count} chậm", { count }),
    asleep: t("{count} máy ngủ", { count }),
    alone: t("{count} đọc riêng", { count }),
  }[kind];
}

/**
 * Say how many show the page that everybody is shown.
 * @param {Presence | null} presence null: not known yet
 */
export function summaryText(presence) {
  if (!presence) return t("Đang đếm các máy…");
  const { page, document } = presence;
  if (!presence.total) return t("Chưa có máy nào của đại biểu");
  const following = formatNumber(presence.following);
  const total = formatNumber(presence.total);
  if (document === null) {
    return t("{following}/{total} máy đang theo", { following, total });
  }
  return t("{following}/{total} đang ở trang {page}", { following, total, page });
}

/**
 * Say what is amiss, or at least apart; nothing while all is well.
 * @param {Partial<Record<Kind, number>>} counts
 * @param {Kind[]} [kinds]
 */
export function countsText(counts, kinds = KINDS) {
  return kinds
    .map((kind) => (counts[kind] ? countLabel(kind, counts[kind]) : ""))
    .filter(Boolean)
    .join(" · ");
}

/**
 * Whether there is a fault: a tablet is lost or behind. Reading alone and
 * sleeping are everybody's right.
 * @param {Presence | null} presence
 */
export function hasFault(presence) {
  return presence !== null && presence.lost + presence.behind > 0;
}

/**
 * Duration in words, without seconds.
 * @param {number} seconds
 */
export function sinceLabel(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("chưa đầy 1 phút");
  if (minutes < 60) return t("từ {minutes} phút", { minutes });
  const hours = Math.floor(minutes / 60);
  if (minutes % 60 === 0) return t("từ {hours} giờ", { hours });
  return t("từ {hours} giờ {minutes} phút", { hours, minutes: minutes % 60 });
}

/**
 * Put the rows under their kinds; kinds without rows are left out.
 * @param {OutOfSyncTablet[]} rows
 * @returns {{kind: Kind, rows: OutOfSyncTablet[]}[]}
 */
export function groupByKind(rows) {
  return KINDS.map((kind) => ({
    kind,
    rows: rows.filter((row) => row.kind === kind),
  })).filter((group) => group.rows.length > 0);
}
