/** One who waits for the floor, in the chair's list. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { factsOf, kindLabel, spokenText, stateLabel } from "./labels.js";

/** @typedef {import("../live/messages.js").QueuedSpeaker} QueuedSpeaker */
/**
 * @typedef {object} RowState
 * @property {boolean} isOpen its actions are shown
 * @property {boolean} isDragged
 * @property {boolean} mayInterrupt somebody speaks who may be interrupted
 * @property {boolean} isFirst
 * @property {string} budget what the unit has left
 */
/**
 * @typedef {object} RowActions
 * @property {(entry: QueuedSpeaker) => unknown} give
 * @property {(entry: QueuedSpeaker) => unknown} interrupt
 * @property {(entry: QueuedSpeaker) => unknown} skip
 * @property {(entry: QueuedSpeaker) => unknown} recall
 * @property {(entry: QueuedSpeaker) => unknown} toggle
 */

/**
 * @param {QueuedSpeaker} entry
 * @param {RowState} state
 * @param {RowActions} actions
 */
export function queueRow(entry, state, actions) {
  const isWaiting = entry.state === "waiting";
  const { isOpen, isDragged } = state;
  return el(
    "li",
    {
      class: isDragged ? "floor-entry is-dragged" : "floor-entry",
      "data-open": isOpen,
      "data-line": isWaiting && entry.request_id,
    },
    isWaiting ? handle(entry) : el("span"),
    el("span", { class: "floor-number" }, isWaiting ? `${entry.place}` : ""),
    words(entry, state, actions),
    isOpen && buttons(entry, state, actions),
  );
}

/**
 * @param {QueuedSpeaker} entry
 * @param {RowState} state
 * @param {RowActions} actions
 */
function words(entry, state, actions) {
  const { topic } = entry;
  return el(
    "div",
    { class: "floor-words" },
    nameButton(entry, state, actions),
    el("span", { class: "floor-facts" }, factsOf(entry)),
    tags(entry, state.budget),
    state.isOpen && topic && el("p", { class: "floor-topic" }, topic),
  );
}

/** @param {QueuedSpeaker} entry */
function handle({ request_id: id, name }) {
  return el(
    "button",
    {
      class: "grip",
      type: "button",
      "data-handle": true,
      "data-focus": `grip:${id}`,
      "aria-label": t("Chuyển chỗ {name}", { name }),
      "aria-describedby": "floor-move-help",
    },
    el("span", { class: "grip-dots", "aria-hidden": "true" }),
  );
}

/**
 * @param {QueuedSpeaker} entry
 * @param {RowState} state
 * @param {RowActions} actions
 */
function nameButton(entry, { isOpen }, { toggle }) {
  return el(
    "button",
    {
      class: "floor-name",
      type: "button",
      "data-focus": `name:${entry.request_id}`,
      "aria-expanded": String(isOpen),
      onclick: () => toggle(entry),
    },
    entry.name,
  );
}

/**
 * @param {QueuedSpeaker} entry
 * @param {string} budget
 */
function tags({ kind, state, asked_at, times_spoken, seconds_spoken }, budget) {
  const isUrgent = kind === "point_of_order";
  return el(
    "span",
    { class: "floor-tags" },
    el("span", { class: isUrgent ? "tag tag--warn" : "tag" }, kindLabel(kind)),
    state !== "waiting" && el("span", { class: "tag tag--warn" }, stateLabel(state)),
    // The words follow the clock without a new row.
    el("span", { class: "floor-waiting", "data-asked": asked_at }),
    el("span", {}, spokenText(times_spoken, seconds_spoken)),
    budget && el("span", {}, budget),
  );
}

/**
 * @param {QueuedSpeaker} entry
 * @param {RowState} state
 * @param {RowActions} actions
 */
function buttons(entry, { mayInterrupt, isFirst }, actions) {
  const button = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {string} */ style,
    /** @type {(entry: QueuedSpeaker) => unknown} */ press,
  ) =>
    el(
      "button",
      {
        class: `button ${style}`,
        type: "button",
        "data-focus": `${name}:${entry.request_id}`,
        onclick: () => press(entry),
      },
      label,
    );
  if (entry.state !== "waiting")
    return el(
      "div",
      { class: "floor-buttons" },
      button("recall", t("Gọi lại"), "", actions.recall),
    );
  const isUrgent = entry.kind === "point_of_order" && mayInterrupt;
  return el(
    "div",
    { class: "floor-buttons" },
    isUrgent &&
      button("interrupt", t("Mời nói xen"), "button--primary", actions.interrupt),
    button(
      "give",
      t("Mời phát biểu"),
      isFirst && !isUrgent ? "button--primary" : "",
      actions.give,
    ),
    button("skip", t("Bỏ qua"), "", actions.skip),
  );
}
