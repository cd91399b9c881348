/** One item of the chair's agenda. */

import * as addresses from "../base/addresses.js";
import { press } from "../base/api.js";
import { el } from "../base/dom.js";
import { showError } from "../base/error_toast.js";
import { t } from "../base/i18n.js";
import { pageMeetingId } from "../base/page_context.js";
import { lengthOf } from "../documents/document_row.js";
import { formatTimeOfDay, plannedMinutesOf } from "./schedule.js";

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * @typedef {object} RowValues
 * @property {Item} item
 * @property {Item[]} items all of them, for the duration of those below
 * @property {import("./agenda_phases.js").Phase} phase
 * @property {MeetingDocument[]} papers
 * @property {boolean} isOpen
 * @property {number} [start] planned, in milliseconds since 1970
 *
 * @typedef {object} RowActions
 * @property {HTMLElement} note
 * @property {() => void} toggle
 * @property {(document: number) => void} show
 * @property {() => number | null} seen the current item
 */

/**
 * @param {RowValues} values
 * @param {RowActions} actions
 */
export function chairItemRow(values, actions) {
  const { item, phase, isOpen } = values;
  return el(
    "li",
    {
      class: phase === "now" ? "item is-now" : "item",
      "data-item": item.id,
      "data-depth": item.number.split(".").length,
      "data-phase": phase,
    },
    head(values, actions),
    isOpen && body(values, actions),
  );
}

/**
 * @param {RowValues} values
 * @param {RowActions} actions
 */
function head({ item, items, phase, isOpen, start, papers }, { toggle }) {
  const minutes = plannedMinutesOf(items, item);
  const planned = [
    start === undefined ? "" : formatTimeOfDay(start),
    minutes ? t("{minutes} phút", { minutes }) : "",
    papers.length && !isOpen ? t("{count} tài liệu", { count: papers.length }) : "",
  ];
  return el(
    "button",
    {
      class: "item-head",
      type: "button",
      "aria-expanded": String(isOpen),
      "aria-current": phase === "now" && "step",
      "data-focus": `item:${item.id}`,
      onclick: toggle,
    },
    el("span", { class: "item-number" }, item.number),
    el("span", { class: "item-title" }, item.title),
    el(
      "span",
      { class: "item-plan" },
      phase === "now" && el("b", { class: "item-now" }, t("Đang diễn ra")),
      phase === "next" && el("b", {}, t("Tiếp theo")),
      planned.filter(Boolean).join(" · "),
    ),
  );
}

/**
 * @param {RowValues} values
 * @param {RowActions} actions
 */
function body({ item, phase, papers }, { note, show, seen }) {
  const call = () => {
    const url = addresses.pagesyncCallItem(pageMeetingId());
    press(url, { item: item.id, instead_of: seen() }).catch(showError);
  };
  return el(
    "div",
    { class: "item-body" },
    item.presenter && el("p", { class: "item-presenter" }, item.presenter),
    item.is_on_paper &&
      el("p", { class: "item-on-paper" }, t("Tài liệu giấy phát tại phòng họp")),
    note,
    ...papers.map((paper) => paperRow(paper, () => show(paper.id))),
    phase !== "now" &&
      el(
        "button",
        { class: "button item-call", type: "button", onclick: call },
        t("Chuyển sang nội dung này"),
      ),
  );
}

/**
 * @param {MeetingDocument} paper
 * @param {() => void} open
 */
function paperRow(paper, open) {
  const isDraft = paper.publication !== "published";
  return el(
    "button",
    {
      class: "paper",
      type: "button",
      "data-paper": paper.id,
      "data-focus": `paper:${paper.id}`,
      onclick: open,
    },
    el("span", { class: "paper-title" }, paper.title),
    el("span", { class: "paper-length" }, lengthOf(paper)),
    isDraft && el("span", { class: "tag" }, t("Chưa phát hành")),
    el("span", { class: "paper-live" }, t("Đang trình chiếu")),
  );
}
