/**
 * Status labels and sorting of sites. Pure functions.
 *
 * @typedef {{id: number, name: string, kind: string, parent_id: number | null,
 *   expected: number, roll: number, present?: number | null, ready_at: string | null,
 *   help_at: string | null, help_words: string, total: number, connected: number,
 *   in_step: number, silent: number | null, keeping: number | null}} Site
 * @typedef {"help" | "lost" | "behind" | "waiting" | "fine"} SiteStatus the gravest first
 */

import { t, formatNumber } from "../base/i18n.js";

/** @type {SiteStatus[]} */
export const SITE_STATUSES = ["help", "lost", "behind", "waiting", "fine"];
/** Tablets are asked every 10 s; a site silent for longer has lost its link. */
const LOST_AFTER_SECONDS = 30;
/** Share of connected tablets that must be in sync; a few may sleep or read alone. */
const ENOUGH_SHARE = 0.8;

/** @param {Site} site @returns {SiteStatus} */
export function siteStatus(site) {
  if (site.help_at) return "help";
  if (isLost(site)) return "lost";
  if (isBehind(site)) return "behind";
  return site.ready_at ? "fine" : "waiting";
}

/** @param {Site} site */
function isLost({ total, connected, silent }) {
  return total > 0 && connected === 0 && (silent ?? Infinity) > LOST_AFTER_SECONDS;
}

/** @param {Site} site */
function isBehind({ total, connected, in_step }) {
  return in_step < connected * ENOUGH_SHARE || connected < total * ENOUGH_SHARE;
}

/** @param {SiteStatus} status */
export function statusLabel(status) {
  return {
    help: t("Gọi hỗ trợ"),
    lost: t("Mất liên lạc"),
    behind: t("Có máy chậm"),
    waiting: t("Chưa sẵn sàng"),
    fine: t("Sẵn sàng"),
  }[status];
}

/**
 * Short status of a site, with the number of tablets in sync.
 * @param {Site} site
 */
export function statusText(site) {
  const status = siteStatus(site);
  if (status !== "behind") return statusLabel(status);
  const step = formatNumber(site.in_step);
  return t("{step}/{total} máy theo", { step, total: formatNumber(site.total) });
}

/**
 * @param {Site} site
 * @returns {string} present of expected, or expected only before check-in
 */
export function attendanceText({ present, expected }) {
  if (present === null || present === undefined) {
    return t("{expected} người", { expected: formatNumber(expected) });
  }
  return `${formatNumber(present)}/${formatNumber(expected)}`;
}

/** @param {Site} site */
export function siteName({ name }) {
  return name || t("Chưa xếp điểm cầu");
}

/**
 * @param {number | null} seconds
 * @returns {string} when a site was last heard
 */
export function lastHeardLabel(seconds) {
  if (seconds === null) return t("chưa có máy nào");
  if (seconds < LOST_AFTER_SECONDS) return t("vừa xong");
  const minutes = Math.max(1, Math.round(seconds / 60));
  return t("{minutes} phút trước", { minutes });
}

/** @typedef {"worst" | "name" | "order"} Sorting */

/**
 * @param {readonly Site[]} sites as the secretary ordered them
 * @param {Sorting} sorting
 * @returns {Site[]}
 */
export function sortSites(sites, sorting) {
  const found = [...sites];
  if (sorting === "name") {
    const compare = new Intl.Collator("vi", { numeric: true }).compare;
    found.sort((one, other) => compare(siteName(one), siteName(other)));
  }
  if (sorting === "worst") {
    const rank = (/** @type {Site} */ site) => SITE_STATUSES.indexOf(siteStatus(site));
    found.sort((one, other) => rank(one) - rank(other));
  }
  return found;
}

/**
 * Add all sites up; people of no site count too, but are no site.
 * @param {readonly Site[]} sites
 */
export function totals(sites) {
  const sum = (/** @type {(site: Site) => number} */ part) =>
    sites.reduce((whole, site) => whole + part(site), 0);
  const real = sites.filter(({ id }) => id);
  const isCounted = sites.some(({ present }) => typeof present === "number");
  return {
    sites: real.length,
    ready: real.filter(({ ready_at }) => ready_at).length,
    help: real.filter(({ help_at }) => help_at).length,
    expected: sum(({ expected }) => expected),
    present: isCounted ? sum(({ present }) => present ?? 0) : null,
    total: sum(({ total }) => total),
    in_step: sum(({ in_step }) => in_step),
  };
}

/** @param {ReturnType<typeof totals>} all */
export function summaryTexts({ sites, ready, expected, present, total, in_step }) {
  const people =
    present === null
      ? t("{expected} người dự kiến", { expected: formatNumber(expected) })
      : t("Có mặt {present}/{expected}", {
          present: formatNumber(present),
          expected: formatNumber(expected),
        });
  return [
    t("{ready}/{sites} điểm cầu sẵn sàng", { ready, sites }),
    people,
    t("{step}/{total} máy đang theo", {
      step: formatNumber(in_step),
      total: formatNumber(total),
    }),
  ];
}
