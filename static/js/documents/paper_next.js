/** The deeds that stand beside a paper in the secretary's list. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { lacksPages } from "./page_faults.js";
import { mayPublish, mayReissue } from "./paper_words.js";

/** @typedef {import("../live/messages.js").Paper} Paper */
/** @typedef {import("./paper_list.js").PaperDeeds} PaperDeeds */

/**
 * @param {string} label
 * @param {string} focus
 * @param {() => void} press
 * @param {string} [look]
 */
export const button = (label, focus, press, look = "button") =>
  el(
    "button",
    { class: look, type: "button", "data-focus": focus, onclick: press },
    label,
  );

/**
 * @param {Paper} paper
 * @param {PaperDeeds} deeds
 */
export function deedsOf(paper, deeds) {
  return el(
    "div",
    { class: "row paper-deeds" },
    compareDeed(paper, deeds),
    reissueDeed(paper, deeds),
    againDeed(paper, deeds),
    nextDeed(paper, deeds),
  );
}

/**
 * The one deed that comes next.
 * @param {Paper} paper
 * @param {PaperDeeds} deeds
 */
function nextDeed(paper, deeds) {
  const focus = `deed:${paper.id}`;
  if (paper.state === "refused") {
    return button(t("Thử lại"), focus, () => deeds.retry(paper));
  }
  if (paper.publication === "published") {
    return button(t("Thu hồi"), focus, () => deeds.withdraw(paper));
  }
  if (paper.secrecy_stamp) {
    return button(t("Không phải dấu mật"), focus, () => deeds.denyStamp(paper));
  }
  if (!mayPublish(paper)) return null;
  return button(t("Phát hành"), focus, () => deeds.publish(paper));
}

/**
 * Draw it once more, where pages are missing.
 * @param {Paper} paper
 * @param {PaperDeeds} deeds
 */
function againDeed(paper, deeds) {
  if (!lacksPages(paper)) return null;
  return button(t("Thử lại"), `again:${paper.id}`, () => deeds.retry(paper));
}

/**
 * What this version changed.
 * @param {Paper} paper
 * @param {PaperDeeds} deeds
 */
function compareDeed(paper, deeds) {
  if (paper.replaces_id === null || paper.state !== "ready") return null;
  const focus = `compare:${paper.id}`;
  return button(t("Xem thay đổi"), focus, () => deeds.compare(paper));
}

/**
 * A new version, while nothing else comes first.
 * @param {Paper} paper
 * @param {PaperDeeds} deeds
 */
function reissueDeed(paper, deeds) {
  if (!mayReissue(paper)) return null;
  const focus = `reissue:${paper.id}`;
  return button(t("Thay bằng bản mới"), focus, () => deeds.reissue(paper));
}
