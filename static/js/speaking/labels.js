/** Words about the floor. Pure functions. */

import { t } from "../base/i18n.js";

export const KINDS = ["prepared_speech", "discussion", "question", "point_of_order"];
const MINUTE_MS = 60_000;

/** @type {Record<string, () => string>} */
const KIND_LABELS = {
  prepared_speech: () => t("Tham luận"),
  discussion: () => t("Thảo luận"),
  question: () => t("Chất vấn"),
  point_of_order: () => t("Ý kiến về thủ tục"),
  answer: () => t("Trả lời chất vấn"),
};

/** @type {Record<string, () => string>} */
const KIND_EXPLANATIONS = {
  prepared_speech: () => t("Đọc bài đã chuẩn bị trước."),
  discussion: () => t("Góp ý vào nội dung đang họp."),
  question: () => t("Hỏi một người có trách nhiệm trả lời."),
  point_of_order: () => t("Về cách tiến hành cuộc họp, được xem xét trước."),
};

/** @type {Record<string, () => string>} */
const STATE_LABELS = {
  waiting: () => t("Đang chờ"),
  skipped: () => t("Đã bỏ qua"),
  speaking: () => t("Đang phát biểu"),
  interrupted: () => t("Đang tạm nhường lời"),
  done: () => t("Đã phát biểu"),
  withdrawn: () => t("Đã rút"),
};

/** @param {string} kind */
export function kindLabel(kind) {
  return KIND_LABELS[kind]?.() ?? kind;
}

/** @param {string} kind */
export function kindExplanation(kind) {
  return KIND_EXPLANATIONS[kind]?.() ?? "";
}

/** @param {string} state */
export function stateLabel(state) {
  return STATE_LABELS[state]?.() ?? state;
}

/**
 * Who somebody is: position and unit, site, seat.
 * @param {{position: string, unit: string, site: string, seat: string}} speaker
 */
export function factsOf({ position, unit, site, seat }) {
  const facts = [position, unit, site, seat && t("Ghế {seat}", { seat })];
  return facts.filter(Boolean).join(" · ");
}

/**
 * Say how long somebody has waited.
 * @param {string} askedAt
 * @param {number} now the server's time in milliseconds
 */
export function waitingText(askedAt, now) {
  const minutes = Math.floor(Math.max(0, now - Date.parse(askedAt)) / MINUTE_MS);
  return minutes ? t("Chờ {minutes} phút", { minutes }) : t("Vừa đăng ký");
}

/**
 * Say how often and how long somebody has spoken.
 * @param {number} times
 * @param {number} seconds
 */
export function spokenText(times, seconds) {
  if (!times) return t("Chưa phát biểu");
  return t("Đã phát biểu {times} lần, {minutes} phút", {
    times,
    minutes: minutesOf(seconds),
  });
}

/**
 * Say how much of its time a unit has left; empty without a budget.
 * @param {{seconds: number, used_seconds: number} | undefined} budget
 */
export function budgetText(budget) {
  if (!budget?.seconds) return "";
  const left = budget.seconds - budget.used_seconds;
  if (left <= 0) return t("Đơn vị đã hết giờ");
  return t("Đơn vị còn {minutes} phút", { minutes: minutesOf(left) });
}

/**
 * Return whole minutes, at least one where there was anything.
 * @param {number} seconds
 */
export function minutesOf(seconds) {
  return seconds > 0 ? Math.max(1, Math.round(seconds / 60)) : 0;
}

/**
 * Say where the own request stands; empty without one.
 * @param {{state: string, place: number | null} | null} request
 */
export function placeText(request) {
  if (!request) return "";
  if (request.state === "speaking") return t("Mời đồng chí phát biểu");
  if (request.state === "interrupted") return t("Đồng chí đang tạm nhường lời");
  if (request.state === "skipped" || request.place === null)
    return t("Lượt của đồng chí đã được bỏ qua, chủ toạ có thể mời lại");
  if (request.place === 1) return t("Đồng chí là người tiếp theo");
  return t("Đồng chí ở vị trí thứ {place}", { place: request.place });
}

/**
 * The same in the room that a button has.
 * @param {{state: string, place: number | null} | null} request
 */
export function shortPlaceText(request) {
  if (!request) return t("Phát biểu");
  if (request.state === "speaking") return t("Đang nói");
  if (request.place === null) return t("Đã đăng ký");
  return t("Chờ: thứ {place}", { place: request.place });
}

/**
 * Return the entries of one kind; all without a kind.
 * @template {{kind: string}} E
 * @param {E[]} entries
 * @param {string} kind
 */
export function ofKind(entries, kind) {
  return kind ? entries.filter((entry) => entry.kind === kind) : entries;
}
