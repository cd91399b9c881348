/** What comes next about the floor. Pure functions. */

import { t } from "../base/i18n.js";

/** @typedef {import("./next_step.js").NextStep} NextStep */

/** In other items those who wait have asked for what comes later. */
const ITEMS_OF_SPEECHES = ["prepared_speech", "discussion", "response"];
/** Comes before everything else, whatever the item. */
const POINT_OF_ORDER = "point_of_order";

/**
 * Questioning goes on, an interrupted speaker returns, the next one is invited, the last
 * one ends.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function floorStep(state) {
  const { question, interrupted, speaking } = state.floor ?? {};
  if (question) return questionStep(question);
  if (interrupted) return returnStep(interrupted);
  if (isInviting(state)) return inviteStep(state);
  return speaking ? endStep(speaking) : undefined;
}

/** @param {any} state */
function isInviting({ items, live, floor }) {
  if (!floor?.next?.length) return false;
  if (floor.speaking || floor.next[0].kind === POINT_OF_ORDER) return true;
  const item = items.find((/** @type {any} */ { id }) => id === live.item_id);
  return ITEMS_OF_SPEECHES.includes(item?.kind);
}

/**
 * Invite who waits first, instead of who speaks.
 * @param {any} state
 * @returns {NextStep | undefined}
 */
export function inviteStep({ floor }) {
  const { next = [], speaking = null } = floor ?? {};
  return next.length ? giveStep(next[0], speaking) : undefined;
}

/**
 * @param {any} question
 * @returns {NextStep}
 */
function questionStep({ id, stage, respondent }) {
  const step = { kind: "step_question", question_id: id, tab: "speaking" };
  if (stage === "answering") {
    return { ...step, stage: "closed", label: t("Kết thúc phần chất vấn này") };
  }
  const label = t("Mời đồng chí {name} trả lời chất vấn", respondent);
  return { ...step, stage: "answering", label };
}

/**
 * @param {any} interrupted
 * @returns {NextStep}
 */
const returnStep = (interrupted) => ({
  kind: "return_floor",
  request_id: interrupted.request_id,
  tab: "speaking",
  label: t("Mời đồng chí {name} phát biểu tiếp", interrupted),
});

/**
 * @param {any} next
 * @param {any} speaking
 * @returns {NextStep}
 */
const giveStep = (next, speaking) => ({
  kind: "give_floor",
  request_id: next.request_id,
  instead_of: speaking?.request_id ?? null,
  tab: "speaking",
  label: t("Mời đồng chí {name} phát biểu", next),
  note: [next.position, next.unit].filter(Boolean).join(", "),
});

/**
 * @param {any} speaking
 * @returns {NextStep}
 */
const endStep = (speaking) => ({
  kind: "end_speech",
  request_id: speaking.request_id,
  tab: "speaking",
  label: t("Kết thúc phát biểu của đồng chí {name}", speaking),
});
