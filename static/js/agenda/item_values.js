/** Values of an agenda item: in its form, in the snapshot and in requests. */

import { t } from "../base/i18n.js";
import { kindLabel, visibilityLabel } from "./labels.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("./presenter_field.js").Presenter} Presenter */
/**
 * @typedef {{title: string, kind: string, presenter: Presenter,
 *   planned_minutes: number, visibility: string, is_on_paper: boolean}} ItemValues
 */

/** @returns {ItemValues} */
export const emptyItemValues = () => ({
  title: "",
  kind: "report",
  presenter: { id: null, name: "" },
  planned_minutes: 0,
  visibility: "everyone",
  is_on_paper: false,
});

/** @param {Item} item @returns {ItemValues} */
export const wordsOf = (item) => ({
  title: item.title,
  kind: item.kind,
  presenter: { id: item.presenter_id, name: item.presenter },
  planned_minutes: item.planned_minutes,
  visibility: item.visibility,
  is_on_paper: item.is_on_paper,
});

/** @param {any} theirs what a refusal carries @returns {ItemValues} */
export const itemValuesFromConflict = (theirs) => ({
  title: theirs.title,
  kind: theirs.kind,
  presenter: { id: theirs.presenter_id, name: theirs.presenter },
  planned_minutes: theirs.planned_minutes,
  visibility: theirs.visibility,
  is_on_paper: theirs.is_on_paper,
});

/** @param {ItemValues} words what the server takes */
export const itemPayload = ({ presenter, ...words }) => ({
  ...words,
  presenter_id: presenter.id,
  presenter_text: presenter.id === null ? presenter.name : "",
});

/** What each field is called and how its value reads, for showing two versions. */
export const FIELD_LABELS = {
  title: { label: t("Tên nội dung"), format: (/** @type {string} */ title) => title },
  kind: { label: t("Loại nội dung"), format: kindLabel },
  presenter: {
    label: t("Người trình bày"),
    format: (/** @type {Presenter} */ presenter) => presenter.name,
  },
  planned_minutes: {
    label: t("Thời gian dự kiến"),
    format: (/** @type {number} */ count) => t("{count} phút", { count }),
  },
  visibility: { label: t("Ai được xem"), format: visibilityLabel },
  is_on_paper: {
    label: t("Tài liệu"),
    format: (/** @type {boolean} */ isOnPaper) =>
      isOnPaper ? t("Chỉ phát tài liệu giấy") : t("Trên máy tính bảng"),
  },
};

/**
 * How long the agenda is planned to take: a sub-item's minutes are part of its item's.
 * @param {readonly {id: number, parent_id: number | null, planned_minutes: number}[]} items
 * @returns {number}
 */
export function plannedMinutes(items) {
  const below = (/** @type {number} */ id) =>
    items
      .filter((item) => item.parent_id === id)
      .reduce((sum, item) => sum + item.planned_minutes, 0);
  return items
    .filter((item) => item.parent_id === null)
    .reduce((sum, item) => sum + Math.max(item.planned_minutes, below(item.id)), 0);
}
