/**
 * Labels for the changes of a new version. Draws nothing.
 *
 * @typedef {{kind: "same" | "changed" | "added" | "removed" | "unread",
 *   old: number | null, new: number | null}} Change
 * @typedef {{old: {id: number, version: number}, new: {id: number, version: number},
 *   changes: Change[]}} Changes
 * @typedef {import("../text_view/reflow.js").Block} Block
 */

import { t } from "../../base/i18n.js";

/**
 * Count the pages of each kind, as lines to read first.
 * @param {readonly Change[]} changes
 * @returns {string[]}
 */
export function summary(changes) {
  const of = (/** @type {Change["kind"]} */ kind) =>
    changes.filter((change) => change.kind === kind);
  const pages = (/** @type {Change[]} */ some) =>
    some.map((change) => change.new ?? change.old).join(", ");
  const [added, removed] = [of("added"), of("removed")];
  const [changed, unread] = [of("changed"), of("unread")];
  return [
    added.length && t("Trang mới: {pages}", { pages: pages(added) }),
    removed.length && t("Trang cũ đã bỏ: {pages}", { pages: pages(removed) }),
    changed.length && t("Trang có sửa: {pages}", { pages: pages(changed) }),
    unread.length && t("Chưa có chữ để so: trang {pages}", { pages: pages(unread) }),
    t("Giữ nguyên: {count} trang", { count: of("same").length }),
  ].filter((line) => line !== 0);
}

/**
 * What a change is called, over its text.
 * @param {Change} change
 * @returns {string}
 */
export function titleOf({ kind, old, new: now }) {
  const [from, to] = [old ?? 0, now ?? 0];
  if (kind === "added") return t("Trang {page}: trang mới", { page: to });
  if (kind === "removed") return t("Trang {page} của bản cũ: đã bỏ", { page: from });
  if (from === to) return t("Trang {page}", { page: to });
  return t("Trang {page} (bản cũ: trang {old})", { page: to, old: from });
}

/**
 * The words of a page, paragraph by paragraph.
 * @param {readonly Block[]} blocks
 * @returns {string[][]}
 */
export function paragraphs(blocks) {
  return blocks.map((block) => {
    const text = block.kind === "row" ? block.cells.join(" ") : block.text;
    return text.split(/\s+/).filter(Boolean);
  });
}
