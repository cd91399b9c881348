/** Facts about a site. */

import { el } from "../base/dom.js";
import { t, formatNumber } from "../base/i18n.js";
import { lastHeardLabel, statusLabel, attendanceText, siteStatus } from "./labels.js";

/** @typedef {import("./labels.js").Site} Site */

/**
 * @param {Site} site
 * @returns {HTMLElement}
 */
export function siteFacts(site) {
  const { total, connected, in_step, keeping, silent, help_words } = site;
  const of = (/** @type {number} */ part) =>
    `${formatNumber(part)}/${formatNumber(total)}`;
  /** @type {[string, string][]} */
  const lines = [
    [t("Tình trạng"), statusLabel(siteStatus(site))],
    [t("Có mặt / dự kiến"), attendanceText(site)],
    [t("Máy đang nối"), of(connected)],
    [t("Máy theo kịp trang"), of(in_step)],
    [t("Nghe được lần cuối"), lastHeardLabel(silent)],
  ];
  if (keeping !== null) lines.push([t("Máy đã lưu đủ tài liệu"), of(keeping)]);
  if (help_words) lines.unshift([t("Cần hỗ trợ"), help_words]);
  return el(
    "dl",
    { class: "site-facts" },
    ...lines.map(([name, value]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, value)),
    ),
  );
}
