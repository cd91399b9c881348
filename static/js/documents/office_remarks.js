/** What an Office file had that its pages do not show, or show otherwise, in words. */

import { t } from "../base/i18n.js";

/** @type {Record<string, () => string>} */
const WORDS = {
  changes: () =>
    t("Tệp có sửa đổi được theo dõi: trang chỉ hiện nội dung cuối cùng. Xin xem lại."),
  comments: () => t("Tệp có nhận xét: không hiện trên trang."),
  old_fonts: () =>
    t("Tệp dùng phông chữ cũ (TCVN3, VNI): đã đổi sang Unicode. Xin xem lại."),
};

/**
 * Say it, one sentence each.
 * @param {import("../live/messages.js").Paper} paper
 */
export function officeRemarks({ office_remarks: found = [] }) {
  return found.map((one) => WORDS[one]?.() ?? one);
}
