/**
 * Warnings for the secretary about pages that differ from their file. Draws nothing.
 */

import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/** @typedef {{text: string, isSevere: boolean}} DocumentRemark */

/** So many pages are named. */
const MAX_PAGES_SHOWN = 5;

/** @type {Record<string, (pages: string) => string>} */
const MESSAGES = {
  not_drawn: (pages) =>
    t("Trang {pages} không vẽ được, đại biểu chỉ thấy ô xám.", { pages }),
  lost_letters: (pages) =>
    t("Trang {pages} mất chữ trên hình. Xin mở xem, rồi xuất lại PDF có nhúng phông.", {
      pages,
    }),
};

/**
 * @param {MeetingDocument} paper
 * @returns {DocumentRemark[]}
 */
export function problemRemarks({ faults = [], paper_remarks: found = [] }) {
  const remarks = Object.entries(MESSAGES).flatMap(([kind, words]) => {
    const pages = faults.filter(([, fault]) => fault === kind).map(([page]) => page);
    if (!pages.length) return [];
    const more = pages.length > MAX_PAGES_SHOWN ? "…" : "";
    const text = words(pages.slice(0, MAX_PAGES_SHOWN).join(", ") + more);
    return [{ text, isSevere: true }];
  });
  if (found.includes("repaired")) {
    const text = t(
      "Tệp PDF bị hỏng, chỉ hiện những gì đọc được. Xin so từng trang với bản gốc.",
    );
    remarks.push({ text, isSevere: true });
  }
  return remarks;
}

/**
 * Attached files, and marks that were denied to be classification marks.
 * @param {MeetingDocument} paper
 * @returns {DocumentRemark[]}
 */
export function fileRemarks({ attached = [], stamp_denied_by: name }) {
  const remarks = [];
  if (attached.length) {
    const names = attached.join(", ");
    const text = t(
      "Tệp PDF có tệp đính kèm, đại biểu không thấy: {names}. Nếu cần, xin tải lên riêng.",
      { names },
    );
    remarks.push({ text, isSevere: false });
  }
  if (name) {
    const text = t("{name} đã xác nhận không phải dấu mật.", { name });
    remarks.push({ text, isSevere: false });
  }
  return remarks;
}

/** @param {MeetingDocument} paper */
export function hasMissingPages({ state, publication, faults = [] }) {
  const isRead = publication === "published" || publication === "replaced";
  return (
    state === "ready" && !isRead && faults.some(([, fault]) => fault === "not_drawn")
  );
}
