/** Where a paper is not as its file is, in words for the secretary; draws nothing. */

import { t } from "../base/i18n.js";

/** @typedef {import("../live/messages.js").Paper} Paper */
/** @typedef {{text: string, isGrave: boolean}} Remark */

/** So many pages are named. */
const MOST_PAGES = 5;

/** @type {Record<string, (pages: string) => string>} */
const WORDS = {
  not_drawn: (pages) =>
    t("Trang {pages} không vẽ được, đại biểu chỉ thấy ô xám.", { pages }),
  lost_letters: (pages) =>
    t("Trang {pages} mất chữ trên hình. Xin mở xem, rồi xuất lại PDF có nhúng phông.", {
      pages,
    }),
};

/**
 * @param {Paper} paper
 * @returns {Remark[]}
 */
export function faultRemarks({ faults = [], paper_remarks: found = [] }) {
  const said = Object.entries(WORDS).flatMap(([kind, words]) => {
    const pages = faults.filter(([, fault]) => fault === kind).map(([page]) => page);
    if (!pages.length) return [];
    const more = pages.length > MOST_PAGES ? "…" : "";
    const text = words(pages.slice(0, MOST_PAGES).join(", ") + more);
    return [{ text, isGrave: true }];
  });
  if (found.includes("repaired")) {
    const text = t(
      "Tệp PDF bị hỏng, chỉ hiện những gì đọc được. Xin so từng trang với bản gốc.",
    );
    said.push({ text, isGrave: true });
  }
  return said;
}

/**
 * What else lies in the file, and what was taken for a stamp and is none.
 * @param {Paper} paper
 * @returns {Remark[]}
 */
export function fileRemarks({ attached = [], stamp_denied_by: name }) {
  const said = [];
  if (attached.length) {
    const names = attached.join(", ");
    const text = t(
      "Tệp PDF có tệp đính kèm, đại biểu không thấy: {names}. Nếu cần, xin tải lên riêng.",
      { names },
    );
    said.push({ text, isGrave: false });
  }
  if (name) {
    const text = t("{name} đã xác nhận không phải dấu mật.", { name });
    said.push({ text, isGrave: false });
  }
  return said;
}

/** @param {Paper} paper */
export function lacksPages({ state, publication, faults = [] }) {
  const isRead = publication === "published" || publication === "replaced";
  return (
    state === "ready" && !isRead && faults.some(([, fault]) => fault === "not_drawn")
  );
}
