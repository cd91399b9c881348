/** Counts that people enter: sums and whether they agree. Pure functions. */

import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").HandCount} HandCount */
/** @typedef {import("../live/messages.js").PaperCount} PaperCount */

/** @param {Record<string, number>} counts */
export const sumOf = (counts) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/**
 * The sum of all sites, by option id.
 * @param {HandCount[]} sites
 * @returns {Record<string, number>}
 */
export function totalCounts(sites) {
  /** @type {Record<string, number>} */
  const total = {};
  for (const { counts } of sites) {
    for (const [id, count] of Object.entries(counts))
      total[id] = (total[id] ?? 0) + count;
  }
  return total;
}

/** @param {HandCount} site */
export const isEntered = ({ entered_by: by }) => by !== "";

/**
 * Say how a site's count stands against those present there.
 * @param {HandCount["counts"]} counts
 * @param {number} present
 * @param {boolean} isOneEach one answer each, so that hands are people
 * @returns {{text: string, isGood: boolean}}
 */
export function siteCheck(counts, present, isOneEach) {
  const sum = sumOf(counts);
  if (!isOneEach) return { text: t("Có mặt {present}", { present }), isGood: true };
  if (sum > present) {
    const text = t("Cộng {sum}, nhiều hơn {present} người có mặt", { sum, present });
    return { text, isGood: false };
  }
  const rest = present - sum;
  const text = rest
    ? t("Cộng {sum}/{present}, {rest} người không giơ tay", { sum, present, rest })
    : t("Cộng {sum}/{present}, khớp", { sum, present });
  return { text, isGood: true };
}

/**
 * The fields of a paper count: a number for each option, or for each of its levels.
 * @param {Vote} vote
 * @returns {{key: string, label: string}[]}
 */
export function paperFields({ form, options, levels }) {
  if (form !== "levels")
    return options.map(({ id, label }) => ({ key: `${id}`, label }));
  return options.flatMap(({ id, label }) =>
    levels.map((level, place) => ({
      key: `${id}:${place}`,
      label: `${label}: ${level}`,
    })),
  );
}

/**
 * Say what does not agree yet in a paper count; empty: all does.
 * @param {Omit<PaperCount, "counts">} count
 * @returns {string}
 */
export function paperFault({ issued, returned, valid, invalid, reasons }) {
  if (returned > issued)
    return t("Thu về {returned} nhiều hơn phát ra {issued}.", { returned, issued });
  if (valid + invalid !== returned) {
    return t("Hợp lệ {valid} + không hợp lệ {invalid} phải bằng thu về {returned}.", {
      ...{ valid, invalid, returned },
    });
  }
  if (sumOf(reasons) !== invalid) {
    return t("Cộng các lý do phải bằng {invalid} phiếu không hợp lệ.", { invalid });
  }
  return "";
}
