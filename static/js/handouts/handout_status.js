/** Status texts of a handout. */

import { t } from "../base/i18n.js";

/** @typedef {import("../exports/export_poller.js").Export} Handout */

/**
 * Return the status and the error text; either may be empty.
 * @param {Handout} handout
 * @returns {{status: string, refusal: string}}
 */
export function statusTexts({ state, done, total, left_out, refusal }) {
  switch (state) {
    case "waiting":
      return { status: t("Đang chờ bộ xử lý…"), refusal: "" };
    case "running":
      return { status: runningWords(done, total), refusal: "" };
    case "ready":
      return {
        status: t("Xong: {total} người.", { total }),
        refusal: leftOut(left_out),
      };
    case "cancelled":
      return { status: t("Đã huỷ."), refusal: "" };
    case "failed":
      return { status: "", refusal: refusal || t("Chưa tạo được, xin thử lại.") };
    default:
      return { status: "", refusal: "" };
  }
}

/**
 * @param {number} done
 * @param {number} total
 */
function runningWords(done, total) {
  if (total === 0) return t("Đang cấp thẻ…");
  return t("Đang tạo: {done}/{total} người", { done, total });
}

/** @param {number} count */
function leftOut(count) {
  if (count === 0) return "";
  return t(
    "{count} người có thẻ cấp từ trước nên không in lại được. Xin tải lại trang, chọn “Cấp lại thẻ cấp từ trước” rồi tạo lại.",
    { count },
  );
}
