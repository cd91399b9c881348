/** Words of the screen of minutes. */

import { t } from "../base/i18n.js";

/** @param {string} state */
export function stateLabel(state) {
  const labels = /** @type {Record<string, string>} */ ({
    draft: t("Đang soạn biên bản"),
    in_review: t("Đang lấy ý kiến"),
    reviewed: t("Đã duyệt"),
    finalised: t("Đã khoá"),
  });
  return labels[state] ?? "";
}

/** @param {string} state */
export function stateTone(state) {
  const tones = /** @type {Record<string, string>} */ ({
    in_review: "warn",
    reviewed: "good",
    finalised: "good",
  });
  return tones[state] ? `tag tag--${tones[state]}` : "tag";
}

/** @param {string} answer */
export function answerLabel(answer) {
  const labels = /** @type {Record<string, string>} */ ({
    none: t("Chưa trả lời"),
    agreed: t("Đồng ý"),
    remarks: t("Có ý kiến"),
  });
  return labels[answer] ?? "";
}

/** @param {{reason: string, name: string}} version */
export function versionLabel({ reason, name }) {
  const labels = /** @type {Record<string, string>} */ ({
    drafted: t("Bản thảo từ diễn biến hội nghị"),
    named: name || t("Bản lưu"),
    timed: t("Tự lưu khi đang soạn"),
    sent: t("Khi gửi lấy ý kiến"),
    returned: t("Khi đưa về soạn tiếp"),
    reviewed: t("Khi duyệt"),
    before_restore: t("Trước khi khôi phục"),
    restored: t("Khôi phục từ bản {number}", { number: name }),
    offline: t("Chữ gõ khi mất mạng vào bản đã được thay"),
    final: t("Khi khoá"),
  });
  return labels[reason] ?? reason;
}

/** @param {{warning: string, pages: number, own_pages: number, common: number}} file */
export function signedRemark({ warning, pages, own_pages: own, common }) {
  const remarks = /** @type {Record<string, string>} */ ({
    none: t("Khớp với bản đã khoá: {pages} trang, cùng nội dung.", { pages }),
    pages: t(
      "Chú ý: bản đã ký có {pages} trang, bản đã khoá có {own} trang. Xin kiểm tra lại.",
      { pages, own },
    ),
    text: t(
      "Chú ý: tệp này chỉ có {common} phần trăm chữ của bản đã khoá. Có thể đây là văn bản khác.",
      { common },
    ),
    no_text: t(
      "Bản quét, không so được chữ. Số trang khớp: {pages}. Xin xem lại bằng mắt.",
      { pages },
    ),
  });
  return remarks[warning] ?? "";
}
