/** What is said of a paper's progress, and what is sent to make it. */

import { parseDay } from "../base/day_field.js";
import { t } from "../base/i18n.js";

/** @typedef {import("../exports/export_poller.js").Export} Export */

/**
 * Return the status and the error text; either may be empty.
 * @param {Export} found
 * @returns {{status: string, refusal: string}}
 */
export function paperTexts({ state, done, total, refusal, is_old: isOld }) {
  switch (state) {
    case "waiting":
      return { status: t("Đang chờ bộ xử lý…"), refusal: "" };
    case "running":
      return { status: t("Đang tạo: {done}/{total}", { done, total }), refusal: "" };
    case "ready":
      return {
        status: isOld
          ? t("Đã tạo, nhưng hội nghị vừa thay đổi. Xin tạo lại.")
          : t("Đã tạo."),
        refusal: "",
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
 * Return the fields of a paper's form as the server takes them.
 * @param {Record<string, FormDataEntryValue>} fields
 */
export function paperOptions(fields) {
  const { number = "", date = "", printed_sets: sets = "0" } = fields;
  return {
    number: String(number).trim(),
    date: parseDay(String(date)) || null,
    printed_sets: Math.round(Number(sets)) || 0,
    urgency: fields.urgency ?? "normal",
    has_appendix: "has_appendix" in fields,
  };
}
