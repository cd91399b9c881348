/** Names of pages: number and printed label. Pure functions. */

import { t } from "../base/i18n.js";

/** @typedef {import("./reader/page_index.js").PageInfo} PageInfo */

/**
 * Say which page it is, of how many, and the number printed on it if it is another.
 * @param {number} page
 * @param {number} count 0: not known
 * @param {string} label
 */
export function pageLabel(page, count, label) {
  const place = { page, count: count || "–", label };
  return label
    ? t("Trang {page} / {count} (số in: {label})", place)
    : t("Trang {page} / {count}", place);
}

/**
 * Return the printed label; "": same as the page number.
 * @param {string} label
 */
export function printedLabel(label) {
  return label && t("số in: {label}", { label });
}

/**
 * Find a page by its number first, then by its printed label.
 * @param {string} asked
 * @param {number} count
 * @param {PageInfo[]} pages
 * @returns {number | null}
 */
export function findPage(asked, count, pages) {
  const wanted = plain(asked);
  const number = /^\d{1,9}$/.test(wanted) ? Number(wanted) : 0;
  if (number > 0 && number <= count) return number;
  const labelled = pages.find(({ label }) => label && plain(label) === wanted);
  // Past the end one comes to the end, as ever.
  return labelled?.number ?? (number || null);
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}
