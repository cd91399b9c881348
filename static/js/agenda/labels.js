/** Labels of item kinds and visibilities; `kiosk/agenda/rules.py` has the same. */

import { t } from "../base/i18n.js";

/** @type {Record<string, () => string>} */
const KINDS = {
  registration: () => t("Đón tiếp, điểm danh"),
  flag_ceremony: () => t("Chào cờ"),
  introduction: () => t("Tuyên bố lý do, giới thiệu đại biểu"),
  opening: () => t("Khai mạc"),
  adoption: () => t("Thông qua chương trình, đoàn chủ tịch, thư ký"),
  report: () => t("Báo cáo"),
  briefing: () => t("Quán triệt chuyên đề"),
  prepared_speech: () => t("Tham luận"),
  discussion: () => t("Thảo luận"),
  response: () => t("Giải trình, tiếp thu"),
  break: () => t("Giải lao"),
  vote: () => t("Biểu quyết"),
  directive_speech: () => t("Phát biểu chỉ đạo"),
  conclusion: () => t("Kết luận"),
  resolution: () => t("Thông qua nghị quyết"),
  closing: () => t("Bế mạc"),
};

/** @type {Record<string, () => string>} */
const VISIBILITIES = {
  everyone: () => t("Mọi người trong phòng họp"),
  delegates: () => t("Đại biểu chính thức và đại biểu mời"),
  official: () => t("Chỉ đại biểu chính thức"),
  preparers: () => t("Chỉ thư ký và chủ toạ"),
};

/** @type {Record<string, () => string>} */
const EXPLANATIONS = {
  everyone: () => t("Đại biểu, khách mời và màn hình hội trường đều xem được."),
  delegates: () => t("Khách mời không xem được. Màn hình hội trường vẫn hiện."),
  official: () => t("Đại biểu mời, khách mời và màn hình hội trường không xem được."),
  preparers: () => t("Còn đang chuẩn bị: đại biểu chưa thấy nội dung này."),
};

export const KIND_NAMES = Object.keys(KINDS);
export const VISIBILITY_NAMES = Object.keys(VISIBILITIES);

/** @param {string} kind */
export const kindLabel = (kind) => KINDS[kind]?.() ?? kind;

/** @param {string} visibility */
export const visibilityLabel = (visibility) =>
  VISIBILITIES[visibility]?.() ?? visibility;

/** @param {string} visibility */
export const visibilityHint = (visibility) => EXPLANATIONS[visibility]?.() ?? "";
