/** Import stages: reading, writing, refused, done. */

import * as addresses from "../base/addresses.js";
import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";

/** @typedef {import("./import_controller.js").State} State */

/** @param {State} state */
export function renderBusy({ phase, file_name, rows }) {
  const reading = rows ? t("Đang đọc tệp: {rows} dòng…", { rows }) : t("Đang đọc tệp…");
  return [
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, phase === "taking" ? t("Đang ghi danh sách…") : reading),
      el("p", { class: "soft" }, file_name),
      el("progress", { class: "roster-progress", "aria-label": file_name }),
    ),
  ];
}

/**
 * @param {State} state
 * @param {number} meetingId
 * @param {() => void} again
 */
export function renderDone({ counts, file_name }, meetingId, again) {
  const { wrong } = counts;
  return [
    el(
      "section",
      { class: "card stack" },
      el(
        "p",
        { class: "notice notice--good" },
        t("Đã ghi xong: {added} người mới, {changed} người thay đổi.", {
          added: counts.new,
          changed: counts.changed,
        }),
      ),
      wrong > 0 && leftOut(wrong),
      el("p", { class: "soft" }, file_name),
      el(
        "div",
        { class: "row" },
        el(
          "a",
          {
            class: "button button--primary",
            href: addresses.badgesShowPeople(meetingId),
          },
          t("Xem danh sách"),
        ),
        el(
          "button",
          { class: "button", type: "button", onclick: again },
          t("Nhập tệp khác"),
        ),
      ),
    ),
  ];
}

/** @param {number} count */
function leftOut(count) {
  return el(
    "p",
    { class: "notice notice--warn" },
    t(
      "{count} dòng lỗi không được ghi. Sửa tệp rồi nhập lại: người đã ghi không bị lặp.",
      { count },
    ),
  );
}

/**
 * @param {State} state
 * @param {() => void} again
 */
export function renderRefused({ message, file_name }, again) {
  return [
    el(
      "section",
      { class: "card stack" },
      el("h2", {}, t("Chưa nhập được danh sách")),
      el("p", { class: "soft" }, file_name),
      el(
        "p",
        { class: "notice notice--error", role: "alert" },
        message || t("Máy chủ chưa đọc xong tệp này. Chưa ghi gì, xin thử lại."),
      ),
      el(
        "div",
        { class: "row" },
        el(
          "button",
          { class: "button", type: "button", onclick: again },
          t("Đọc lại tệp này"),
        ),
      ),
    ),
  ];
}
