/** Messages for the verdict of a scan: tone, title and text. */

import { t } from "../base/i18n.js";
import { toLocalInput } from "../base/local_time.js";

/** @typedef {import("./check_in_service.js").ScanDisplay} ScanDisplay */
/** @typedef {{tone: "good" | "out" | "look" | "stop", title: string, text: string}} ScanMessage */

/** @param {number | string} moment */
export function formatTime(moment) {
  return toLocalInput(new Date(moment).toISOString()).slice(11);
}

/** @type {Record<string, ScanMessage["tone"]>} */
const TONES = {
  admitted: "good",
  left: "out",
  undone: "out",
  attention: "look",
  already_inside: "look",
  not_inside: "look",
  not_summoned: "look",
};

/** @param {string} verdict */
function titleOf(verdict) {
  const titles = {
    admitted: t("Mời vào"),
    left: t("Đã ghi ra"),
    undone: t("Đã hoàn tác"),
    attention: t("Mời vào, xin chú ý"),
    already_inside: t("Đã vào rồi"),
    not_inside: t("Chưa vào"),
    other_site: t("Điểm cầu khác"),
    not_summoned: t("Không trong danh sách đại biểu"),
    revoked: t("Thẻ đã thu hồi"),
    wrong_meeting: t("Thẻ của hội nghị khác"),
    wrong_state: t("Chưa điểm danh được"),
    needs_server: t("Cần máy chủ"),
    no_gate: t("Cửa này không còn"),
    too_many_tries: t("Xin chờ giây lát"),
  };
  return titles[/** @type {keyof typeof titles} */ (verdict)] ?? t("Không nhận ra thẻ");
}

/**
 * @param {ScanDisplay} shown
 * @param {(id: number | null | undefined) => string} gateName
 * @param {(id: number | null | undefined) => string} siteName
 */
function messageText(
  { verdict, at = 0, gate, reason, member, isLocal },
  gateName,
  siteName,
) {
  const since = at ? formatTime(at) : "";
  const where = gateName(gate);
  const texts = {
    attention: reason
      ? t("Trước đó đã báo vắng: {reason}", { reason })
      : t("Trước đó đã ghi khác. Xin hỏi lại đại biểu."),
    already_inside: t("Đã ở trong từ {since}, {where}. Không ghi thêm lần nữa.", {
      since,
      where,
    }),
    not_inside: t("Chưa có lượt vào nào nên không ghi lượt ra."),
    other_site: member
      ? t("Đại biểu thuộc {site}.", { site: siteName(member.site) })
      : t("Đại biểu của điểm cầu khác. Xin mời đến điểm cầu ghi trên thẻ."),
    not_summoned: t("Thẻ phục vụ hoặc màn hình, không điểm danh."),
    revoked: t("Thẻ này đã thay hoặc thu hồi. Xin hỏi thẻ mới, hoặc cấp lại thẻ."),
    wrong_meeting: t("Xin chỉ đúng phòng họp ghi trên giấy mời."),
    wrong_state: t("Hội nghị chưa phát hành hoặc đã kết thúc."),
    needs_server: t(
      "Đang mất liên lạc với máy chủ nên mã gõ tay chưa tra được. Xin tìm theo tên.",
    ),
    no_gate: t("Xin chọn lại cửa rồi quét lại."),
    too_many_tries: t(
      "Đã gõ sai mã quá nhiều lần. Xin quét mã QR trên thẻ, hoặc tìm theo tên.",
    ),
    unknown: isLocal
      ? t("Thẻ không có trong danh sách đang lưu ở máy này. Xin tìm theo tên.")
      : t("Thẻ không có trong danh sách. Xin tìm theo tên rồi cấp lại thẻ."),
  };
  return texts[/** @type {keyof typeof texts} */ (verdict)] ?? "";
}

/**
 * @param {ScanDisplay} shown
 * @param {(id: number | null | undefined) => string} gateName
 * @param {(id: number | null | undefined) => string} siteName
 * @returns {ScanMessage}
 */
export function scanMessage(shown, gateName, siteName) {
  return {
    tone: TONES[shown.verdict] ?? "stop",
    title: titleOf(shown.verdict),
    text: messageText(shown, gateName, siteName),
  };
}

/** @param {string} state */
export function stateLabel(state) {
  const words = {
    present_in_person: t("Có mặt trực tiếp"),
    present_online: t("Có mặt trực tuyến"),
    absent: t("Vắng mặt"),
  };
  return words[/** @type {keyof typeof words} */ (state)] ?? t("Chưa điểm danh");
}
