/** Buttons beside a document in the secretary's list. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { hasMissingPages } from "./page_problems.js";
import { canPublish, canReissue } from "./document_status.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/** @typedef {import("./document_list.js").DocumentActions} DocumentActions */

/**
 * @param {string} label
 * @param {string} focusKey
 * @param {() => void} onClick
 * @param {string} [className]
 */
export const button = (label, focusKey, onClick, className = "button") =>
  el(
    "button",
    { class: className, type: "button", "data-focus": focusKey, onclick: onClick },
    label,
  );

/**
 * @param {MeetingDocument} paper
 * @param {DocumentActions} actions
 */
export function actionButtons(paper, actions) {
  return el(
    "div",
    { class: "row paper-actions" },
    compareAction(paper, actions),
    reissueAction(paper, actions),
    retryAction(paper, actions),
    nextAction(paper, actions),
  );
}

/**
 * The main action in the current state.
 * @param {MeetingDocument} paper
 * @param {DocumentActions} actions
 */
function nextAction(paper, actions) {
  const focusKey = `action:${paper.id}`;
  if (paper.state === "refused") {
    return button(t("Thử lại"), focusKey, () => actions.retry(paper));
  }
  if (paper.publication === "published") {
    return button(t("Thu hồi"), focusKey, () => actions.withdraw(paper));
  }
  if (paper.secrecy_stamp) {
    return button(t("Không phải dấu mật"), focusKey, () => actions.denyStamp(paper));
  }
  if (!canPublish(paper)) return null;
  return button(t("Phát hành"), focusKey, () => actions.publish(paper));
}

/**
 * Draw it once more, where pages are missing.
 * @param {MeetingDocument} paper
 * @param {DocumentActions} actions
 */
function retryAction(paper, actions) {
  if (!hasMissingPages(paper)) return null;
  return button(t("Thử lại"), `again:${paper.id}`, () => actions.retry(paper));
}

/**
 * What this version changed.
 * @param {MeetingDocument} paper
 * @param {DocumentActions} actions
 */
function compareAction(paper, actions) {
  if (paper.replaces_id === null || paper.state !== "ready") return null;
  const focusKey = `compare:${paper.id}`;
  return button(t("Xem thay đổi"), focusKey, () => actions.compare(paper));
}

/**
 * A new version, while nothing else comes first.
 * @param {MeetingDocument} paper
 * @param {DocumentActions} actions
 */
function reissueAction(paper, actions) {
  if (!canReissue(paper)) return null;
  const focusKey = `reissue:${paper.id}`;
  return button(t("Thay bằng bản mới"), focusKey, () => actions.reissue(paper));
}
