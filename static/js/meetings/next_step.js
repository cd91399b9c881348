/** The one obvious next step of a meeting. Pure functions. */

import { t } from "../base/i18n.js";
import { agendaStep } from "./agenda_step.js";
import { floorStep, inviteStep } from "./floor_step.js";
import { transitionsFrom } from "./meeting_states.js";
import {
  countedVoteStep,
  draftVoteStep,
  openVoteStep,
  tiedVoteStep,
} from "./vote_step.js";

/** @typedef {import("../base/confirm.js").Question} Question */
/** @typedef {{present: number, needed: number, of: number, is_reached: boolean}} Quorum */
/**
 * @typedef {object} NextStep
 * @property {string} kind what to do; `show` only opens the tab
 * @property {string} label what happens, on the button
 * @property {string} [note] what it depends on
 * @property {boolean} [isWarning] whether the note speaks against it
 * @property {Question} [question] asked once before what cannot be undone
 * @property {string} [tab] where the controls of it are: `speaking` or `voting`
 * @property {string} [state] state of the meeting it leads to
 * @property {number} [item_id]
 * @property {number} [vote_id]
 * @property {number} [request_id]
 * @property {number} [question_id]
 * @property {string} [stage]
 * @property {number | null} [instead_of] what the presser sees as current
 */

/**
 * The questions asked one after another; the first that knows a step decides.
 * @type {((state: any, quorum: Quorum | null) => NextStep | null | undefined)[]}
 */
const FINDERS = [
  meetingStep,
  openVoteStep,
  countedVoteStep,
  floorStep,
  draftVoteStep,
  tiedVoteStep,
  agendaStep,
];

/**
 * Return the next step; null: there is none on this screen.
 * @param {any} state the snapshot
 * @param {Quorum | null} [quorum] null: not known yet
 * @returns {NextStep | null}
 */
export function nextStep(state, quorum = null) {
  for (const find of FINDERS) {
    const step = find(state, quorum);
    if (step !== undefined) return step;
  }
  return null;
}

/** Steps beside which another one is as usual. */
const ONE_OF_TWO = [
  "call_item",
  "take_break",
  "give_floor",
  "end_speech",
  "open_vote",
  "repeat_vote",
];

/**
 * Return what may be done instead of the next step: going on in the agenda, or inviting
 * who waits; null: nothing.
 * @param {any} state the snapshot
 * @returns {NextStep | null}
 */
export function otherStep(state) {
  const step = nextStep(state);
  if (!step || !ONE_OF_TWO.includes(step.kind)) return null;
  const others = [inviteStep(state), agendaStep(state)];
  const isOther = (/** @type {NextStep | null | undefined} */ other) =>
    other && other.label !== step.label && other.state !== "closed";
  return others.find(isOther) ?? null;
}

/**
 * Opening and resuming; nothing is called before the one or after the end.
 * @param {any} state
 * @param {Quorum | null} quorum
 * @returns {NextStep | null | undefined}
 */
function meetingStep({ meeting }, quorum) {
  if (meeting.state === "open") return undefined;
  if (meeting.state === "published") return openStep(quorum);
  if (meeting.state !== "adjourned") return null;
  return { kind: "change_state", state: "open", label: t("Họp tiếp") };
}

/**
 * @param {Quorum | null} quorum
 * @returns {NextStep}
 */
function openStep(quorum) {
  const opening = transitionsFrom("published").find(({ state }) => state === "open");
  const question = /** @type {Question} */ (opening?.question);
  const step = { kind: "change_state", state: "open", label: t("Khai mạc") };
  if (!quorum) return { ...step, question };
  const { present, needed, of, is_reached: isReached } = quorum;
  const counted = isReached
    ? t("Đủ túc số: có mặt {present}/{of}, cần {needed}", { present, of, needed })
    : t("Chưa đủ túc số: có mặt {present}/{of}, cần {needed}", { present, of, needed });
  return {
    ...step,
    note: counted,
    isWarning: !isReached,
    question: { ...question, text: `${counted}. ${question.text}` },
  };
}
