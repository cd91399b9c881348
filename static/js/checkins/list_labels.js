/** Labels for the progress of an attendance list. */

import { t } from "../base/i18n.js";

/** @typedef {{state: string, done: number, total: number}} ListProgress people */

/** @type {Record<string, (list: ListProgress) => string>} */
const WORDS = {
  running: ({ done, total }) =>
    total
      ? t("Đang tạo danh sách: {done}/{total} người", { done, total })
      : t("Đang tạo danh sách…"),
  failed: () => t("Chưa tạo được danh sách, thử lại"),
  ready: () => t("Tạo lại danh sách"),
};

/**
 * Say it on the button that makes the list.
 * @param {ListProgress} list
 */
export function listLabel(list) {
  return WORDS[list.state]?.(list) ?? t("Tạo danh sách");
}
