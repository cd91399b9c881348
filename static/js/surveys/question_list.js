/** The questions of the builder: each folded or open, moved, copied, removed. */

import { el } from "../base/dom.js";
import { t } from "../base/i18n.js";
import { questionEditor } from "./question_editor.js";
import { kindLabels, newKey, newQuestion } from "./question_values.js";

/** @typedef {import("./question_values.js").Question} Question */

export class QuestionList {
  #opened = "";

  /**
   * @param {HTMLElement} element
   * @param {Question[]} questions changed in place
   * @param {() => void} onChange
   */
  constructor(element, questions, onChange) {
    this.element = element;
    this.questions = questions;
    this.onChange = onChange;
    this.draw();
  }

  add() {
    const question = newQuestion(this.questions);
    this.questions.push(question);
    this.#open(question);
    this.onChange();
    this.element.lastElementChild?.querySelector("textarea")?.focus();
  }

  draw() {
    const labels = new Map(kindLabels().map(({ value, label }) => [value, label]));
    this.element.replaceChildren(
      ...this.questions.map((question, index) =>
        this.#row(question, index, labels.get(question.kind) ?? ""),
      ),
    );
  }

  /** @param {Question} question */
  #open(question) {
    this.#opened = this.#opened === question.key ? "" : question.key;
    this.draw();
  }

  /**
   * @param {Question} question
   * @param {number} index
   * @param {string} label
   */
  #row(question, index, label) {
    const number = index + 1;
    const editor = () =>
      questionEditor(
        question,
        this.questions.slice(0, index),
        () => this.onChange(),
        () => this.draw(),
      );
    return el(
      "li",
      { class: "card stack survey-item" },
      el(
        "p",
        { class: "survey-item-head" },
        el("strong", {}, t("Câu {number}.", { number })),
        el("span", { lang: "vi" }, question.text || t("(chưa có nội dung)")),
        el("span", { class: "tag" }, label),
        question.is_required && el("span", { class: "tag tag--warn" }, t("Bắt buộc")),
        question.condition && el("span", { class: "tag" }, t("Có điều kiện")),
      ),
      this.#buttons(question, index),
      this.#isOpen(question) && editor(),
    );
  }

  /**
   * @param {Question} question
   * @param {number} index
   */
  #buttons(question, index) {
    const button = (
      /** @type {string} */ words,
      /** @type {() => void} */ onclick,
      isOff = false,
    ) => actionButton(words, index + 1, onclick, isOff);
    const isLast = index === this.questions.length - 1;
    return el(
      "div",
      { class: "row" },
      button(this.#isOpen(question) ? t("Thu gọn") : t("Sửa"), () =>
        this.#open(question),
      ),
      button(t("Lên"), () => this.#move(index, -1), index === 0),
      button(t("Xuống"), () => this.#move(index, 1), isLast),
      button(t("Chép"), () => this.#copy(index)),
      button(t("Xoá"), () => this.#remove(index)),
    );
  }

  /** @param {Question} question */
  #isOpen({ key }) {
    return key === this.#opened;
  }

  /**
   * @param {number} index
   * @param {number} by
   */
  #move(index, by) {
    const [moved] = this.questions.splice(index, 1);
    if (moved) this.questions.splice(index + by, 0, moved);
    this.#changed();
  }

  /** @param {number} index */
  #copy(index) {
    const copy = structuredClone(this.questions[index]);
    if (!copy) return;
    copy.key = newKey("q", this.questions);
    this.questions.splice(index + 1, 0, copy);
    this.#opened = copy.key;
    this.#changed();
  }

  /** @param {number} index */
  #remove(index) {
    const [removed] = this.questions.splice(index, 1);
    for (const question of this.questions)
      if (question.condition?.question === removed?.key) question.condition = null;
    this.#changed();
  }

  #changed() {
    this.draw();
    this.onChange();
  }
}

/**
 * @param {string} words
 * @param {number} number of the question
 * @param {() => void} onclick
 * @param {boolean} isOff
 */
function actionButton(words, number, onclick, isOff) {
  return el(
    "button",
    {
      class: "button",
      type: "button",
      disabled: isOff,
      "aria-label": t("{action}: câu {number}", { action: words, number }),
      onclick,
    },
    words,
  );
}
