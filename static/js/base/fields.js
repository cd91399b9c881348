/** Labelled form fields. */

import { el } from "./dom.js";

let idCounter = 0;

/**
 * @template {HTMLElement} C
 * @param {string} label
 * @param {C} control
 * @param {string} [hint]
 * @returns {HTMLDivElement}
 */
export function field(label, control, hint) {
  control.id ||= `field-${++idCounter}`;
  return el(
    "div",
    { class: "field" },
    el("label", { for: control.id }, label),
    control,
    hint ? el("span", { class: "hint" }, hint) : null,
  );
}

/**
 * A choice by radio buttons, each with a sentence that explains it.
 * @param {string} legend
 * @param {{value: string, label: string, hint: string}[]} choices
 * @param {(value: string) => void} onChange
 * @returns {{element: HTMLElement, set: (value: string) => void}}
 */
export function choice(legend, choices, onChange) {
  const name = `choice-${++idCounter}`;
  const radios = choices.map(({ value }) =>
    el("input", { type: "radio", name, value, onchange: () => onChange(value) }),
  );
  const lines = choices.map(({ label, hint }, index) =>
    el(
      "label",
      { class: "choice" },
      radios[index],
      el("span", {}, label, el("span", { class: "hint" }, hint)),
    ),
  );
  return {
    element: el(
      "fieldset",
      { class: "field choices" },
      el("legend", { class: "label" }, legend),
      ...lines,
    ),
    set: (value) => {
      for (const radio of radios) radio.checked = radio.value === value;
    },
  };
}

/**
 * A list to choose from.
 * @param {{value: string, label: string}[]} options
 * @param {(value: string) => void} onChange
 */
export function select(options, onChange) {
  const element = el(
    "select",
    { onchange: () => onChange(element.value) },
    ...options.map(({ value, label }) => el("option", { value }, label)),
  );
  return element;
}

/**
 * A text that may grow over several lines but is one sentence: Enter sends the form.
 * @param {(value: string) => void} onInput
 * @param {number} [maxLength]
 */
export function sentenceInput(onInput, maxLength = 500) {
  const element = el("textarea", {
    rows: 3,
    maxlength: maxLength,
    required: true,
    oninput: () => onInput(element.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      element.form?.requestSubmit();
    },
  });
  return element;
}

/**
 * Show a value without disturbing the caret where it shows already.
 * @param {{value: string}} control
 * @param {string} value
 */
export function show(control, value) {
  if (control.value !== value) control.value = value;
}
