/** Position of documents in the processing queue. */

import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */

/** States that are processed earlier; documents are taken in the order of their ids. */
const EARLIER_STATES = {
  waiting: ["waiting"],
  checked: ["checked", "converting"],
};

/**
 * Count the documents before each queued one.
 * @param {readonly MeetingDocument[]} papers all of the meeting
 * @returns {Map<number, number>} by id
 */
export function documentsAhead(papers) {
  const inOrder = [...papers].sort((a, b) => a.id - b.id);
  /** @type {Record<string, number>} */
  const seen = {};
  const ahead = new Map();
  for (const { id, state } of inOrder) {
    const before =
      EARLIER_STATES[/** @type {keyof typeof EARLIER_STATES} */ (state)] ?? [];
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
const STATE_LABELS = {
  waiting: (ahead) => withQueueLength(t("Chờ xử lý"), ahead),
  checked: (ahead) => withQueueLength(t("Chờ chuyển thành trang"), ahead),
  converting: () => t("Đang chuyển thành trang"),
};

/** @param {string} text @param {number} ahead */
function withQueueLength(text, ahead) {
  const place = t("sau {count} tài liệu khác", { count: ahead });
  return ahead ? `${text}, ${place}` : text;
}

/**
 * Label of a document that has no pages yet.
 * @param {MeetingDocument} paper
 * @param {number} ahead number of documents before it
 */
export function processingLabel({ state }, ahead) {
  return STATE_LABELS[state]?.(ahead) ?? state;
}
