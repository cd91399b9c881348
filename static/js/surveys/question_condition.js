/** Field of the builder: which answers to an earlier question make this one asked. */

import { el } from "../base/dom.js";
import { field, select } from "../base/fields.js";
import { t } from "../base/i18n.js";
import { DECIDES } from "./question_values.js";

/**
 * @typedef {import("./question_values.js").Question} Question
 * @typedef {import("./question_values.js").Setter} Setter
 */

/**
 * @param {Question} question
 * @param {Question[]} earlier those before it
 * @param {Setter} set
 * @param {() => void} onRedraw
 */
export function conditionField(question, earlier, set, onRedraw) {
  const deciders = earlier.filter(({ kind }) => DECIDES.has(kind));
  if (!deciders.length) return null;
  const { condition } = question;
  const options = deciders.map(({ key, text }) => ({
    value: key,
    label: t("Theo câu {number}: {text}", {
      number: earlier.findIndex((one) => one.key === key) + 1,
      text: text.slice(0, 60),
    }),
  }));
  const chosen = select([{ value: "", label: t("Luôn hỏi") }, ...options], (key) => {
    set({ condition: key ? { question: key, values: [] } : null });
    onRedraw();
  });
  chosen.value = condition?.question ?? "";
  const decider = deciders.find(({ key }) => key === condition?.question);
  return el(
    "div",
    { class: "stack" },
    field(t("Khi nào hỏi câu này"), chosen),
    decider && conditionValues(decider, question, set),
  );
}

/**
 * @param {Question} decider
 * @param {Question} question
 * @param {Setter} set
 */
function conditionValues(decider, question, set) {
  const { minimum, maximum } = decider;
  const [low, high] = [minimum ?? 1, maximum ?? 5];
  const points = Array.from({ length: high - low + 1 }, (_, index) => `${low + index}`);
  const offered =
    decider.kind === "scale"
      ? points.map((point) => ({ key: point, text: point }))
      : (decider.options ?? []);
  const values = new Set(question.condition?.values ?? []);
  const boxes = offered.map(({ key, text }) => {
    const input = el("input", { type: "checkbox", checked: values.has(key) });
    input.addEventListener("change", () => {
      values[input.checked ? "add" : "delete"](key);
      set({ condition: { question: decider.key, values: [...values] } });
    });
    return el("label", { class: "choice" }, input, el("span", { lang: "vi" }, text));
  });
  return el(
    "fieldset",
    { class: "field choices" },
    el("legend", { class: "label" }, t("Chỉ hỏi nếu trả lời")),
    ...boxes,
  );
}
