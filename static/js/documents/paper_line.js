/** How papers wait for the worker, and in which order it comes to them. */

import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").Paper} Paper */

/** What waits, and for the end of what: papers are taken in the order of their ids. */
const BEFORE = {
  waiting: ["waiting"],
  checked: ["checked", "converting"],
};

/**
 * Count the papers that come before each that waits.
 * @param {readonly Paper[]} papers all of the meeting
 * @returns {Map<number, number>} by id
 */
export function papersAhead(papers) {
  const inOrder = [...papers].sort((a, b) => a.id - b.id);
  /** @type {Record<string, number>} */
  const seen = {};
  const ahead = new Map();
  for (const { id, state } of inOrder) {
    const before = BEFORE[/** @type {keyof typeof BEFORE} */ (state)] ?? [];
    if (before.length) {
      ahead.set(
        id,
        before.reduce((sum, each) => sum + (seen[each] ?? 0), 0),
      );
    }
    seen[state] = (seen[state] ?? 0) + 1;
  }
  return ahead;
}

/** @type {Record<string, (ahead: number) => string>} */
const PREPARING = {
  waiting: (ahead) => inLine(t("Chờ xử lý"), ahead),
  checked: (ahead) => inLine(t("Chờ chuyển thành trang"), ahead),
  converting: () => t("Đang chuyển thành trang"),
};

/** @param {string} text @param {number} ahead */
function inLine(text, ahead) {
  const place = t("sau {count} tài liệu khác", { count: ahead });
  return ahead ? `${text}, ${place}` : text;
}

/**
 * Say what is done with a paper before it has pages.
 * @param {Paper} paper
 * @param {number} ahead so many papers come before it
 */
export function preparing({ state }, ahead) {
  return PREPARING[state]?.(ahead) ?? state;
}
