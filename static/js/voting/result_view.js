/** Draw the result of a vote: bars, numbers, percentages of both bases, and words. */

import { el } from "../base/dom.js";
import { formatNumber, t } from "../base/i18n.js";
import { percentText, ruleLabel } from "./labels.js";
import { numberInWords } from "./number_words.js";
import { rootElement } from "./receipt_check.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/** @typedef {import("../live/messages.js").VoteResult} VoteResult */
/** @typedef {import("../live/messages.js").VoteRow} VoteRow */

/**
 * The number in words behind the number in digits.
 * @param {number} count
 */
export function countText(count) {
  const words = numberInWords(count);
  return words ? `${formatNumber(count)} (${words})` : formatNumber(count);
}

/** @typedef {{text: string, tone: "good" | "error" | "warn"}} Verdict */

/**
 * Say what the result means; null where the rows say it.
 * @param {Vote} vote
 * @returns {Verdict | null}
 */
export function verdictOf(vote) {
  if (!vote.result || vote.form === "levels") return null;
  return vote.form === "up_to"
    ? electionVerdict(vote.options, vote.result)
    : passingVerdict(vote.result);
}

/**
 * @param {Vote["options"]} options
 * @param {VoteResult} result
 * @returns {Verdict}
 */
function electionVerdict(options, { elected, tie }) {
  const namesOf = (/** @type {number[]} */ ids) =>
    options
      .filter(({ id }) => ids.includes(id))
      .map(({ label }) => label)
      .join("; ");
  const won = elected.length && t("Trúng cử: {names}.", { names: namesOf(elected) });
  const tied =
    tie.length && t("Bằng phiếu, phải bầu lại: {names}.", { names: namesOf(tie) });
  if (!won && !tied) return { text: t("Không ai trúng cử."), tone: "error" };
  const text = [won, tied].filter(Boolean).join(" ");
  return { text, tone: tied ? "warn" : "good" };
}

/**
 * @param {VoteResult} result
 * @returns {Verdict}
 */
function passingVerdict({ passed }) {
  if (passed === null) return { text: t("Chờ chủ toạ quyết định."), tone: "warn" };
  if (passed) return { text: t("Được thông qua."), tone: "good" };
  return { text: t("Không được thông qua."), tone: "error" };
}

/**
 * The result of a vote as elements.
 * @param {Vote} vote
 * @returns {HTMLElement}
 */
export function resultElement(vote) {
  const { result, rule, kind } = vote;
  if (!result) return el("div", {});
  const verdict = verdictOf(vote);
  return el(
    "div",
    { class: "vote-result" },
    vote.is_rehearsal &&
      el("p", { class: "ballot-rehearsal" }, t("BIỂU QUYẾT THỬ: kết quả không tính")),
    verdict &&
      el(
        "p",
        { class: `vote-verdict vote-verdict--${verdict.tone}` },
        verdict.text,
        result.by_chair && el("span", {}, t(" (theo ý kiến của chủ toạ)")),
      ),
    el(
      "ol",
      { class: "vote-bars" },
      ...result.rows.map((row) => rowElement(row, vote, result)),
    ),
    kind !== "confidence" &&
      el(
        "p",
        { class: "soft" },
        t("{rule}: cần {needed}.", { rule: ruleLabel(rule), needed: result.needed }),
      ),
    el("p", { class: "soft" }, basesText(result)),
    paperElement(result),
    rootElement(result),
  );
}

/** @param {VoteResult} result */
function basesText({ base_counts: { summoned, present }, valid, invalid, blank }) {
  return t(
    "Triệu tập {summoned}, có mặt {present}. Phiếu hợp lệ {valid}, không hợp lệ {invalid}, trắng {blank}.",
    { summoned, present, valid, invalid, blank },
  );
}

/** @param {VoteResult} result */
function paperElement({ issued = 0, returned = 0, reasons = {} }) {
  if (!issued) return null;
  const listed = Object.entries(reasons)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} (${count})`);
  const counts = t("Phát ra {issued}, thu về {returned}.", { issued, returned });
  const why = listed.length
    ? t("Phiếu không hợp lệ vì: {reasons}.", { reasons: listed.join("; ") })
    : "";
  return el("p", { class: "soft" }, `${counts} ${why}`.trim());
}

/**
 * @param {VoteRow} row
 * @param {Vote} vote
 * @param {VoteResult} result
 */
function rowElement(row, vote, result) {
  const { label, count, levels = {} } = row;
  const hasLevels = Object.keys(levels).length > 0;
  const isTied = result.tie.includes(row.option_id);
  const isElected = result.elected.includes(row.option_id);
  return el(
    "li",
    { class: "vote-row", "data-won": isElected || undefined },
    el(
      "div",
      { class: "vote-row-head" },
      el("b", {}, label),
      isElected && el("span", { class: "tag tag--good" }, t("Trúng cử")),
      isTied && el("span", { class: "tag tag--warn" }, t("Bằng phiếu")),
    ),
    ...(hasLevels
      ? vote.levels.map((level) => barElement(levels[level] ?? 0, vote, result, level))
      : [barElement(count, vote, result)]),
  );
}

/**
 * The number that a full bar stands for: the base of the rule.
 * @param {Vote} vote
 * @param {VoteResult} result
 */
export function fullBar({ rule }, { base_counts: bases }) {
  const base = bases[/** @type {keyof typeof bases} */ (rule.base)] ?? 0;
  return base || Math.max(bases.present, bases.cast, 1);
}

/**
 * @param {number} count
 * @param {Vote} vote
 * @param {VoteResult} result
 * @param {string} [label]
 */
function barElement(count, vote, result, label = "") {
  const { base_counts: bases, needed } = result;
  const share = (/** @type {number} */ number) =>
    `${Math.min(100, (100 * number) / fullBar(vote, result))}%`;
  const bar = el("span", { class: "vote-bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", share(count));
  if (vote.form !== "levels" && needed > 0) {
    bar.style.setProperty("--needed", share(needed));
    bar.classList.add("vote-bar--rule");
  }
  return el(
    "div",
    { class: "vote-count" },
    el(
      "span",
      { class: "vote-number" },
      label && el("span", { class: "vote-level" }, label),
      countText(count),
    ),
    bar,
    el(
      "span",
      { class: "vote-shares" },
      t("{summoned} so với triệu tập · {present} so với có mặt", {
        summoned: percentText(count, bases.summoned),
        present: percentText(count, bases.present),
      }),
    ),
  );
}
