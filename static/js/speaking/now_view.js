/** What happens on the floor now, with what may come next: speaker, who gave way, question. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { factsOf, kindLabel } from "./labels.js";

/** @typedef {import("../live/messages.js").Floor} Floor */
/** @typedef {import("../live/messages.js").FloorQuestion} FloorQuestion */
/** @typedef {import("./floor_actions.js").FloorActions} FloorActions */
/**
 * @typedef {object} NowActions
 * @property {FloorActions} floor
 * @property {((document: number) => void) | null} showDocument
 * @property {PageBefore | null} [pageBefore] while a text is shown that turned the page
 * @typedef {{title: string, page: number, show: () => void}} PageBefore
 */

/** What may come after each stage. @type {Record<string, string[]>} */
const NEXT_STAGES = {
  asked: ["answering", "closed"],
  answering: ["follow_up", "closed"],
  follow_up: ["answering", "closed"],
};

/** @type {Record<string, () => string>} */
const STAGE_LABELS = {
  asked: () => t("Đang nêu câu hỏi"),
  answering: () => t("Đang trả lời"),
  follow_up: () => t("Đang hỏi thêm"),
};

/** @type {Record<string, () => string>} */
const STEP_LABELS = {
  answering: () => t("Mời trả lời"),
  follow_up: () => t("Cho hỏi thêm"),
  closed: () => t("Kết thúc câu hỏi này"),
};

/**
 * @param {string} name which keeps the focus
 * @param {string} label
 * @param {() => unknown} press
 * @param {string} [style]
 */
function button(name, label, press, style = "") {
  const properties = { class: `button ${style}`, type: "button", "data-focus": name };
  return el("button", { ...properties, onclick: press }, label);
}

/**
 * @param {Floor} floor
 * @param {NowActions} actions
 * @returns {HTMLElement[]}
 */
export function nowView(floor, actions) {
  const { interrupted, question } = floor;
  return [
    ...speakerView(floor, actions),
    ...(actions.pageBefore ? [pageBeforeView(actions.pageBefore)] : []),
    ...(interrupted ? [interruptedView(interrupted.name, actions.floor)] : []),
    ...(question ? [questionView(question, actions.floor)] : []),
  ];
}

/**
 * @param {Floor} floor
 * @param {NowActions} actions
 */
function speakerView({ speaking, interrupted }, { floor, showDocument }) {
  if (!speaking) return [el("p", { class: "soft" }, t("Chưa có ai phát biểu."))];
  const { name, kind, topic, document_id: id } = speaking;
  const hasText = id !== null && showDocument !== null;
  return [
    el("p", { class: "floor-speaker" }, name),
    el("p", { class: "floor-facts" }, factsOf(speaking)),
    el(
      "p",
      { class: "floor-about" },
      [kindLabel(kind), topic].filter(Boolean).join(": "),
    ),
    el(
      "div",
      { class: "floor-buttons" },
      !interrupted && button("end", t("Kết thúc lượt"), () => floor.end(speaking)),
      hasText && button("document", t("Chiếu bài"), () => showDocument(id)),
    ),
  ];
}

/** @param {PageBefore} pageBefore */
function pageBeforeView({ title, page, show }) {
  return el(
    "div",
    { class: "notice floor-interrupted" },
    el("p", {}, t("Đang chiếu bài tham luận.")),
    button("page-before", t("Trở lại “{title}”, trang {page}", { title, page }), show),
  );
}

/**
 * @param {string} name
 * @param {FloorActions} actions
 */
function interruptedView(name, actions) {
  const back = () => actions.giveBack();
  return el(
    "div",
    { class: "notice floor-interrupted" },
    el("p", {}, t("{name} đang tạm nhường lời.", { name })),
    button("back", t("Mời nói tiếp"), back, "button--primary"),
  );
}

/**
 * @param {FloorQuestion} question
 * @param {FloorActions} actions
 */
function questionView({ id, topic, asker, respondent, stage }, actions) {
  const names = { asker: asker.name, respondent: respondent.name };
  return el(
    "div",
    { class: "notice floor-interrupted" },
    el("p", {}, el("span", { class: "tag" }, STAGE_LABELS[stage]?.() ?? stage)),
    el("p", {}, t("{asker} chất vấn {respondent}", names)),
    topic && el("p", { class: "soft" }, topic),
    el(
      "div",
      { class: "floor-buttons" },
      ...(NEXT_STAGES[stage] ?? []).map((next, index) =>
        button(
          `step:${next}`,
          STEP_LABELS[next]?.() ?? next,
          () => actions.stepQuestion(id, next),
          index ? "" : "button--primary",
        ),
      ),
    ),
  );
}
