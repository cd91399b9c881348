/** Values of a conclusion: in its form, in the snapshot and in requests. */

import { t } from "../base/i18n.js";
import { formatDate } from "../base/local_time.js";

/** @typedef {import("../live/messages.js").Conclusion} Conclusion */
/**
 * Values of the form: a unit on each line, an empty day for no deadline.
 * @typedef {{text: string, lead_unit: string, coordinating_units: string,
 *   due_date: string, item_id: number | null, document_id: number | null,
 *   page: number | null}} ConclusionValues
 */

/** @returns {ConclusionValues} */
export const emptyConclusion = () => ({
  text: "",
  lead_unit: "",
  coordinating_units: "",
  due_date: "",
  item_id: null,
  document_id: null,
  page: null,
});

/**
 * @param {Pick<Conclusion, "text" | "lead_unit" | "coordinating_units" | "due_date" |
 *   "item_id" | "document_id" | "page">} stored
 * @returns {ConclusionValues}
 */
export const valuesOf = (stored) => ({
  text: stored.text,
  lead_unit: stored.lead_unit,
  coordinating_units: stored.coordinating_units.join("\n"),
  due_date: stored.due_date ?? "",
  item_id: stored.item_id,
  document_id: stored.document_id,
  page: stored.page,
});

/** @param {ConclusionValues} values what the server takes */
export const conclusionPayload = (values) => ({
  ...values,
  coordinating_units: unitsIn(values.coordinating_units),
  due_date: values.due_date || null,
});

/**
 * Units are typed one on a line, or separated by semicolons.
 * @param {string} typed
 * @returns {string[]}
 */
export const unitsIn = (typed) =>
  typed
    .split(/[\n;]/u)
    .map((unit) => unit.trim())
    .filter(Boolean);

/**
 * How each field reads, for showing two versions.
 * @param {import("../live/messages.js").Snapshot} state
 * @returns {Record<string, {label: string, format: (value: any) => string}>}
 */
export const fieldLabels = (state) => ({
  text: { label: t("Nội dung kết luận"), format: (text) => text },
  lead_unit: { label: t("Đơn vị chủ trì"), format: (unit) => unit },
  coordinating_units: {
    label: t("Đơn vị phối hợp"),
    format: (units) => unitsIn(units).join("; "),
  },
  due_date: { label: t("Thời hạn"), format: (day) => (day ? formatDate(day) : "") },
  item_id: { label: t("Nội dung chương trình"), format: (id) => itemTitle(state, id) },
  document_id: { label: t("Tài liệu"), format: (id) => documentTitle(state, id) },
  page: { label: t("Trang"), format: (page) => String(page ?? "") },
});

/**
 * @param {import("../live/messages.js").Snapshot} state
 * @param {number | null} id
 */
export function itemTitle({ items }, id) {
  const item = items.find((one) => one.id === id);
  return item ? `${item.number}. ${item.title}` : "";
}

/**
 * @param {import("../live/messages.js").Snapshot} state
 * @param {number | null} id
 */
export function documentTitle({ documents }, id) {
  return documents.find((one) => one.id === id)?.title ?? "";
}
