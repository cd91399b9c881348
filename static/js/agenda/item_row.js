/** Row of an agenda item in the secretary's list, with its documents and sub-items. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { kindLabel, visibilityLabel } from "./labels.js";

/** @typedef {import("../live/messages.js").Item} Item */
/**
 * @typedef {object} ItemRow
 * @property {Item} item
 * @property {string} number
 * @property {boolean} isSelected its form is open
 * @property {boolean} isDragged it is being moved
 */
/**
 * @typedef {object} ItemActions
 * @property {(item: Item) => void} open
 * @property {(item: Item) => void} upload
 */

/** @param {Item} item */
function detailTexts(item) {
  return [
    kindLabel(item.kind),
    item.presenter,
    item.planned_minutes ? t("{count} phút", { count: item.planned_minutes }) : "",
  ].filter(Boolean);
}

/** @param {string} number */
function dragHandle(number) {
  return el(
    "button",
    {
      class: "grip",
      type: "button",
      "data-handle": true,
      "aria-label": t("Chuyển chỗ nội dung {number}", { number }),
      "aria-describedby": "move-help",
    },
    el("span", { class: "grip-dots", "aria-hidden": "true" }),
  );
}

/**
 * @param {Item} item
 * @param {boolean} isSelected
 * @param {ItemActions} actions
 */
function itemText(item, isSelected, actions) {
  return el(
    "div",
    { class: "item-words" },
    el(
      "button",
      {
        class: "item-title",
        type: "button",
        "data-focus": `item:${item.id}`,
        "aria-expanded": String(isSelected),
        onclick: () => actions.open(item),
      },
      item.title,
    ),
    el(
      "span",
      { class: "small faint item-facts" },
      detailTexts(item).join(" · "),
      item.visibility === "everyone"
        ? null
        : el("span", { class: "tag tag--warn" }, visibilityLabel(item.visibility)),
      item.is_on_paper &&
        el("span", { class: "tag tag--warn" }, t("Chỉ phát tài liệu giấy")),
    ),
  );
}

/**
 * The row itself, without documents and sub-items.
 * @param {ItemRow} line
 * @param {ItemActions} actions
 * @returns {HTMLElement}
 */
export function itemRow({ item, number, isSelected, isDragged }, actions) {
  const grip = dragHandle(number);
  grip.dataset.focus = `grip:${item.id}`;
  const classes = ["item-head", isSelected && "is-chosen", isDragged && "is-dragged"];
  return el(
    "div",
    { class: classes.filter(Boolean).join(" "), "data-line": item.id },
    grip,
    el("span", { class: "item-number" }, number),
    itemText(item, isSelected, actions),
    !item.is_on_paper &&
      el(
        "button",
        {
          class: "button item-upload",
          type: "button",
          "data-focus": `upload:${item.id}`,
          "aria-label": t("Tải tài liệu lên nội dung {number}", { number }),
          onclick: () => actions.upload(item),
        },
        t("+ Tài liệu"),
      ),
  );
}

/**
 * An item with its documents and sub-items. Files may be dropped on it.
 * @param {number} id
 * @param {HTMLElement} head
 * @param {HTMLElement} papers
 * @param {HTMLElement[]} below
 */
export function itemBlock(id, head, papers, below) {
  return el(
    "li",
    { class: "item", "data-drop": id },
    head,
    papers,
    below.length ? el("ol", { class: "items items--sub" }, ...below) : null,
  );
}
