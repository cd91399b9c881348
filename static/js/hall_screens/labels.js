/** Labels of scenes; `kiosk/hall_screens/rules.py` has the same. */

import { t } from "../base/i18n.js";

/** The kinds that an operator may choose, in the order of the tiles. */
export const SCENE_KINDS = [
  ...["page", "agenda", "speaker", "vote", "announcement"],
  ...["attendance", "welcome", "pause", "blank", "media"],
];

/**
 * The main screen's first name is ours; kiosk/hall_screens/rules.py has the same.
 * @param {string} name
 */
export function screenName(name) {
  return name === "Màn hình chính" ? t("Màn hình chính") : name;
}

/** @param {string} kind */
export function sceneLabel(kind) {
  const labels = {
    auto: t("Tự động"),
    page: t("Trang tài liệu"),
    agenda: t("Chương trình"),
    speaker: t("Người phát biểu"),
    vote: t("Biểu quyết"),
    announcement: t("Thông báo"),
    attendance: t("Điểm danh"),
    welcome: t("Chào mừng"),
    pause: t("Giải lao"),
    blank: t("Màn hình trống"),
    media: t("Ảnh hoặc phim"),
  };
  return labels[/** @type {keyof typeof labels} */ (kind)] ?? kind;
}

/**
 * What a person with the floor does.
 * @param {string} part
 */
export function partLabel(part) {
  const labels = {
    prepared_speech: t("Tham luận"),
    discussion: t("Phát biểu thảo luận"),
    question: t("Chất vấn"),
    answer: t("Trả lời chất vấn"),
    point_of_order: t("Ý kiến về thủ tục"),
  };
  return labels[/** @type {keyof typeof labels} */ (part)] ?? t("Phát biểu");
}

/** @param {{position?: string, unit?: string}} person */
export function positionText({ position = "", unit = "" }) {
  return [position, unit].filter(Boolean).join(", ");
}

/**
 * What is prepared for a screen, and whether it waits for something to show.
 * @param {{kind: string} | null} queued
 * @param {boolean} canShow
 */
export function queuedLabel(queued, canShow) {
  if (!queued) return t("Chọn nội dung bên dưới");
  const scene = sceneLabel(queued.kind);
  return canShow ? scene : t("{scene}: chưa có gì để chiếu", { scene });
}
