/** Warnings about content of a file that its pages do not show. */

import { t } from "../base/i18n.js";

/** @type {Record<string, () => string>} */
const MESSAGES = {
  changes: () =>
    t("Tệp có sửa đổi được theo dõi: trang chỉ hiện nội dung cuối cùng. Xin xem lại."),
  comments: () => t("Tệp có nhận xét: không hiện trên trang."),
  old_fonts: () =>
    t("Tệp dùng phông chữ cũ (TCVN3, VNI): đã đổi sang Unicode. Xin xem lại."),
  no_printing: () =>
    t("Tệp PDF không cho phép in: có trên máy, không có trong bản in và bản xuất."),
};

/**
 * Say it, one sentence each; that a file is damaged is a fault (page_faults.js).
 * @param {import("../live/messages.js").MeetingDocument} paper
 */
export function fileWarnings({ paper_remarks: found = [] }) {
  return found.flatMap((one) => MESSAGES[one]?.() ?? []);
}
