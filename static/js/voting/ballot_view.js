/** Draw a ballot: its rows, the step before sending, and what became of it. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import {
  chosenLines,
  excludedLabel,
  instructionOf,
  isSecretBallot,
  kindLabel,
  phaseLabel,
  secrecyLines,
} from "./labels.js";
import { receiptElement } from "./receipt_check.js";

/** @typedef {import("./ballot.js").Ballot} Ballot */
/** @typedef {import("../live/messages.js").VoteOption} VoteOption */

/** How each end of a ballot looks. */
const TONES = { kept: "good", late: "error", waiting: "warn", cancelled: "warn" };

/** @param {Ballot} ballot */
export function tagElements({ vote }) {
  return [
    vote.is_rehearsal && el("b", { class: "ballot-rehearsal" }, t("BIỂU QUYẾT THỬ")),
    el("span", { class: "tag" }, kindLabel(vote)),
    isSecretBallot(vote) &&
      vote.kind !== "secret" &&
      el("span", { class: "tag" }, t("Phiếu kín")),
  ].flatMap((tag) => tag || []);
}

/** @param {Ballot} ballot */
export function bodyElements(ballot) {
  if (ballot.phase === "choosing") return choosingElements(ballot);
  if (ballot.phase === "reviewing") return [reviewElement(ballot)];
  return [outcomeElement(ballot)];
}

/** @param {Ballot} ballot */
function choosingElements(ballot) {
  const { vote } = ballot;
  return [
    ballot.message && el("p", { class: "notice notice--warn" }, ballot.message),
    ballot.isKept &&
      el(
        "p",
        { class: "notice" },
        t("Phiếu đã gửi vẫn được tính cho đến khi gửi phiếu mới."),
      ),
    el("p", { class: "ballot-instruction" }, instructionOf(vote)),
    el(
      "fieldset",
      { class: "ballot-options" },
      el("legend", { class: "visually-hidden" }, vote.question || vote.title),
      ...vote.options.map((option, index) =>
        vote.form === "levels"
          ? levelsRow(ballot, option, index)
          : optionRow(ballot, option, index),
      ),
    ),
  ].flatMap((part) => part || []);
}

/**
 * @param {Ballot} ballot
 * @param {VoteOption} option
 * @param {number} index
 */
function optionRow(ballot, { id, label, note }, index) {
  const { vote, choices } = ballot;
  const isElection = vote.form === "up_to";
  const input = el("input", {
    type: isElection ? "checkbox" : "radio",
    name: "ballot-choice",
    value: id,
    checked: Boolean(choices[id]),
    onchange: () => ballot.mark(id),
  });
  return el(
    "label",
    { class: "ballot-option", "data-option": id },
    input,
    el(
      "span",
      { class: "ballot-label" },
      isElection ? `${index + 1}. ${label}` : label,
      note && el("span", { class: "ballot-note" }, note),
    ),
  );
}

/**
 * @param {Ballot} ballot
 * @param {VoteOption} option
 * @param {number} index
 */
function levelsRow(ballot, { id, label, note }, index) {
  const { vote, choices } = ballot;
  return el(
    "fieldset",
    { class: "ballot-person", "data-option": id },
    el(
      "legend",
      { class: "ballot-label" },
      `${index + 1}. ${label}`,
      note && el("span", { class: "ballot-note" }, note),
    ),
    el(
      "div",
      { class: "ballot-levels" },
      ...vote.levels.map((level) =>
        el(
          "label",
          { class: "ballot-option" },
          el("input", {
            type: "radio",
            name: `ballot-choice-${id}`,
            value: level,
            checked: choices[id] === level,
            onchange: () => ballot.mark(id, level),
          }),
          el("span", { class: "ballot-label" }, level),
        ),
      ),
    ),
  );
}

/** @param {Ballot} ballot */
function reviewElement({ vote, choices }) {
  return el(
    "div",
    { class: "ballot-review" },
    el("p", {}, t("Đồng chí chọn:")),
    el("ul", {}, ...chosenLines(vote, choices).map((line) => el("li", {}, line))),
    !vote.until_close &&
      el("p", { class: "soft" }, t("Đã gửi thì không đổi được nữa.")),
  );
}

/** @param {Ballot} ballot */
function outcomeElement(ballot) {
  const tone = TONES[/** @type {keyof typeof TONES} */ (ballot.phase)] ?? "plain";
  return el(
    "div",
    { class: `ballot-outcome ballot-outcome--${tone}`, "data-phase": ballot.phase },
    el("p", { class: "ballot-said" }, outcomeSentence(ballot)),
    choiceElement(ballot),
    receiptElement(ballot),
    isAwaitingResult(ballot) &&
      el("p", { class: "soft" }, t("Chờ chủ toạ công bố kết quả.")),
    ballot.isSealedByServer && el("p", { class: "soft" }, secrecyLines(ballot)[0]),
  );
}

/** @param {Ballot} ballot */
function choiceElement({ phase, vote, choices }) {
  if (phase !== "kept" || !Object.keys(choices).length) return null;
  const chosen = chosenLines(vote, choices).join("; ");
  return el("p", {}, t("Đồng chí chọn:"), " ", el("b", {}, chosen));
}

/** @param {Ballot} ballot */
function isAwaitingResult({ phase, vote }) {
  return (phase === "kept" || phase === "over") && vote.state === "closed";
}

/** @param {Ballot} ballot */
function outcomeSentence(ballot) {
  if (ballot.phase === "excluded") return ballot.message || excludedLabel();
  return phaseLabel(ballot);
}
