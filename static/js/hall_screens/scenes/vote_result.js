/** The result of a vote, readable from the last row: bars, numbers, words, percentages. */

import { el } from "../../base/dom.js";
import { formatNumber, t } from "../../base/i18n.js";
import { percentText } from "../../voting/labels.js";
import { numberInWords } from "../../voting/number_words.js";
import { verdictOf } from "../../voting/result_view.js";
import { lengthOf } from "./parts.js";

/** With more rows the words and the smaller percentage get less place. */
const MANY_ROWS = 4;

/** @param {any} vote */
export function resultRows(vote) {
  const { result } = vote;
  const verdict = verdictOf(vote);
  const rows = result.rows.flatMap((/** @type {any} */ row) => rowsOf(row, vote));
  return el(
    "div",
    { class: "scene-result" },
    verdict &&
      el(
        "p",
        {
          class: "scene-verdict",
          "data-tone": verdict.tone,
          "data-length": lengthOf(verdict.text, 40),
        },
        verdict.text,
      ),
    el("ol", { "data-many": rows.length > MANY_ROWS }, ...rows),
    el("p", { class: "scene-note" }, basesText(result)),
  );
}

/**
 * A row for each option, of a confidence vote for each level of each person.
 * @param {any} row
 * @param {any} vote
 */
function rowsOf(
  { option_id: id, label, count, levels = {} },
  { result, levels: names },
) {
  const given = (names ?? []).filter((/** @type {string} */ level) => level in levels);
  if (given.length) {
    return given.map((/** @type {string} */ level) =>
      rowElement(`${label}: ${level}`, levels[level], result),
    );
  }
  return [rowElement(label, count, result, result.elected?.includes(id))];
}

/**
 * @param {string} label
 * @param {number} count
 * @param {any} result
 * @param {boolean} [isElected]
 */
function rowElement(label, count, { base_counts: bases }, isElected = false) {
  const whole = Math.max(bases.present, bases.cast, 1);
  const bar = el("span", { class: "scene-bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", `${Math.min(100, (100 * count) / whole)}%`);
  return el(
    "li",
    { "data-elected": isElected },
    el("b", { class: "scene-row-label" }, label),
    el("span", { class: "scene-row-count" }, formatNumber(count)),
    bar,
    el(
      "span",
      { class: "scene-row-more" },
      el("i", {}, numberInWords(count)),
      el("span", {}, sharesText(count, bases)),
    ),
  );
}

/**
 * @param {number} count
 * @param {{summoned: number, present: number}} bases
 */
function sharesText(count, { summoned, present }) {
  return t("{summoned} so với triệu tập · {present} so với có mặt", {
    summoned: percentText(count, summoned),
    present: percentText(count, present),
  });
}

/** @param {any} result */
function basesText({ base_counts: { summoned, present, cast } }) {
  return t("Triệu tập {summoned} · có mặt {present} · đã biểu quyết {cast}", {
    summoned: formatNumber(summoned),
    present: formatNumber(present),
    cast: formatNumber(cast),
  });
}
