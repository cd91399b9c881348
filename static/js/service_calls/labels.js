/** Words on service calls. No page. */

import { t } from "../base/i18n.js";

/**
 * @typedef {{id: number, kind: string, state: string, made_at: string,
 *   taken_at: string | null, taken_by: string, ended_at: string | null,
 *   ended_by: string, caller?: string, seat?: string, site?: string,
 *   is_mine?: boolean}} ServiceCall the last four are sent to those who answer
 */

/** @returns {Record<string, string>} what may be called for */
export function kindLabels() {
  return {
    help: t("Cần người giúp"),
    technician: t("Cần kỹ thuật viên"),
    water: t("Xin nước uống"),
  };
}

/**
 * Say how long somebody has waited: `0:45`, `12:03`.
 * @param {string} since ISO
 * @param {number} now milliseconds of the server's clock
 */
export function waitingTime(since, now) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/**
 * Say where the caller sits.
 * @param {ServiceCall} call
 */
export function placeOf({ seat, site }) {
  return [seat && t("Ghế {seat}", { seat }), site].filter(Boolean).join(" · ");
}

/**
 * Say to the caller what happens with their call.
 * @param {ServiceCall | undefined} call
 */
export function callerStatus(call) {
  if (!call) return "";
  if (call.state === "taken")
    return t("Đã có người đến giúp: {name}", { name: call.taken_by });
  return t("Đã gọi, xin chờ");
}

/**
 * Return the ids of calls that nobody has taken and that were not known before.
 * @param {ServiceCall[]} calls
 * @param {Set<number>} known
 */
export function newCalls(calls, known) {
  return calls
    .filter(({ id, state }) => state === "open" && !known.has(id))
    .map(({ id }) => id);
}
