/** A vote as those who run votes see it: state, turnout, result, the next step. */

import { el } from "../base/dom.js";
import { formatNumber, t } from "../base/i18n.js";
import { hasBallot } from "./current_ballot.js";
import { isSecretBallot, kindLabel, ruleLabel, stateLabel } from "./labels.js";
import { mayRepeat, nextStep } from "./panel_votes.js";
import { resultElement, verdictOf } from "./result_view.js";

/** @typedef {import("../live/messages.js").Vote} Vote */
/**
 * @typedef {object} CardPresses
 * @property {(vote: Vote) => unknown} open
 * @property {(vote: Vote) => unknown} close
 * @property {(vote: Vote) => unknown} announce
 * @property {(vote: Vote) => unknown} cancel
 * @property {(vote: Vote) => unknown} showTurnout
 * @property {(vote: Vote) => unknown} enterShares
 * @property {(vote: Vote) => unknown} repeat a second round
 * @property {(vote: Vote) => (Node | null)[]} more what else this screen offers
 */

const TONES = { open: "tag--live", closed: "tag--warn", announced: "tag--good" };

/**
 * @param {Vote} vote
 * @param {CardPresses} presses
 * @param {{isFirst?: boolean}} [how] the first one's next step is the largest button
 */
export function voteCard(vote, presses, { isFirst = false } = {}) {
  return el(
    "article",
    { class: "vote-card", "data-vote": vote.id, "data-state": vote.state },
    tagsElement(vote),
    el("h3", {}, vote.title),
    vote.state === "draft" && el("p", { class: "soft small" }, termsText(vote)),
    turnoutElement(vote, presses),
    waitingElement(vote),
    ...resultElements(vote),
    el("div", { class: "row vote-card-acts" }, ...actElements(vote, presses, isFirst)),
  );
}

/** @param {Vote} vote */
function tagsElement(vote) {
  const tone = TONES[/** @type {keyof typeof TONES} */ (vote.state)] ?? "";
  return el(
    "div",
    { class: "ballot-tags" },
    vote.is_rehearsal && el("b", { class: "ballot-rehearsal" }, t("BIỂU QUYẾT THỬ")),
    el("span", { class: `tag ${tone}` }, stateLabel(vote)),
    el("span", { class: "tag" }, kindLabel(vote)),
  );
}

/** @param {Vote} vote */
function resultElements(vote) {
  if (!vote.result) return [];
  const early = t("Chưa công bố: chỉ chủ toạ và thư ký thấy.");
  if (vote.state !== "closed") {
    const summary = verdictOf(vote)?.text ?? t("Kết quả");
    const fold = el("summary", {}, summary);
    return [el("details", { class: "vote-fold" }, fold, resultElement(vote))];
  }
  return [resultElement(vote), el("p", { class: "soft small" }, early)];
}

/** @param {Vote} vote */
export function termsText(vote) {
  const seats =
    vote.form === "up_to" && t("Bầu nhiều nhất {most}", { most: vote.max_choices });
  const terms = [
    seats,
    vote.kind !== "confidence" && ruleLabel(vote.rule),
    isSecretBallot(vote) && vote.kind !== "secret" && t("Phiếu kín"),
    hasBallot(vote) && vote.until_close && t("Được đổi đến khi kết thúc"),
    vote.has_receipt && t("Có mã biên nhận"),
  ];
  return terms.filter(Boolean).join(" · ");
}

/**
 * @param {Vote} vote
 * @param {CardPresses} presses
 */
function turnoutElement(vote, presses) {
  const { state, cast, eligible } = vote;
  if (state !== "open" || cast === null || !hasBallot(vote)) return null;
  const meter = el("span", { class: "vote-bar", "aria-hidden": "true" });
  meter.style.setProperty("--share", `${(100 * cast) / Math.max(1, eligible)}%`);
  return el(
    "div",
    { class: "vote-turnout" },
    el(
      "p",
      { role: "status" },
      t("Đã nhận"),
      " ",
      el(
        "b",
        { class: "vote-turnout-count" },
        `${formatNumber(cast)}/${formatNumber(eligible)}`,
      ),
      " ",
      t("phiếu"),
    ),
    meter,
    el(
      "button",
      {
        class: "button",
        type: "button",
        "aria-haspopup": "dialog",
        onclick: () => presses.showTurnout(vote),
      },
      t("Ai chưa gửi?"),
    ),
  );
}

/** @param {Vote} vote */
function waitingElement(vote) {
  if (vote.state !== "closed" || vote.result) return null;
  const { share_threshold: least = 0 } = vote;
  const text = least
    ? t("Chờ {least} người kiểm phiếu nhập chìa khoá để mở phiếu.", { least })
    : t("Đang kiểm phiếu…");
  return el(
    "p",
    { class: "notice" },
    hasBallot(vote) ? text : t("Chờ nhập kết quả đếm."),
  );
}

/**
 * The buttons that a vote in its state has, the next step first.
 * @param {Vote} vote
 * @returns {{name: "open" | "close" | "enterShares" | "announce" | "repeat" | "cancel",
 *   label: string}[]}
 */
export function actsOf(vote) {
  const { state, share_threshold: least = 0 } = vote;
  const step = nextStep(vote);
  const isKeyMissing = step === "count" && state === "closed" && least > 0;
  const isRunning = state === "open" || state === "closed";
  return [
    /** @type {const} */ ([step === "open", "open", t("Mở biểu quyết…")]),
    /** @type {const} */ ([state === "open", "close", t("Kết thúc biểu quyết")]),
    /** @type {const} */ ([isKeyMissing, "enterShares", t("Nhập chìa khoá")]),
    /** @type {const} */ ([step === "announce", "announce", t("Công bố kết quả")]),
    /** @type {const} */ ([mayRepeat(vote), "repeat", t("Bầu hoặc biểu quyết lại")]),
    /** @type {const} */ ([isRunning, "cancel", t("Huỷ")]),
  ]
    .filter(([isThere]) => isThere)
    .map(([, name, label]) => ({ name, label }));
}

/**
 * @param {Vote} vote
 * @param {CardPresses} presses
 * @param {boolean} isFirst
 */
function actElements(vote, presses, isFirst) {
  const kindOf = (/** @type {string} */ name, /** @type {number} */ index) => {
    if (name === "cancel") return "button button--danger";
    const isNext = isFirst && index === 0 && name !== "repeat";
    return isNext ? "button button--primary button--large" : "button";
  };
  const buttons = actsOf(vote).map(({ name, label }, index) =>
    el(
      "button",
      {
        class: kindOf(name, index),
        type: "button",
        "data-press": name,
        onclick: () => presses[name](vote),
      },
      label,
    ),
  );
  const last = buttons.at(-1)?.dataset.press === "cancel" ? buttons.splice(-1) : [];
  return [...buttons, ...presses.more(vote), ...last];
}
