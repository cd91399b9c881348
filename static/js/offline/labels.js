/** Labels for the state of the offline copy. Pure functions. */

import { t } from "../base/i18n.js";

/** @typedef {import("./offline_sync.js").Progress} Progress */

/**
 * @param {{progress: Progress, whole: number, total: number}} offlineSync
 * @returns {string} empty if there is nothing to report
 */
export function progressText({ progress, whole, total }) {
  if (progress === "idle" || !total) return "";
  if (progress === "full") {
    return t("Máy hết chỗ trống: mới lưu được {whole}/{total} tài liệu.", {
      whole,
      total,
    });
  }
  if (progress === "loading") {
    return t("Đang lưu tài liệu vào máy: {whole}/{total}", { whole, total });
  }
  if (progress === "growing") {
    const count = total - whole;
    const rest = t("{count} tài liệu đang được xử lý, có thêm trang sẽ lưu tiếp.", {
      count,
    });
    const kept = t("Đã lưu {whole}/{total} tài liệu vào máy.", { whole, total });
    return `${kept} ${rest}`;
  }
  return t("Đã lưu {total} tài liệu vào máy, mất mạng vẫn đọc được.", { total });
}

/**
 * @param {{whole: number, partly: number}} kept documents on this device
 * @returns {string} what is possible while offline
 */
export function offlineText({ whole, partly }) {
  const all = t(
    "Vẫn đọc, tìm và ghi chú được trên {count} tài liệu đã lưu trong máy.",
    {
      count: whole,
    },
  );
  const some = t("{count} tài liệu mới lưu được một phần.", { count: partly });
  return [whole && all, partly && some].filter(Boolean).join(" ");
}
