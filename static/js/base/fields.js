/** Labelled fields of forms. */

import { el } from "./dom.js";

let counted = 0;

/**
 * @template {HTMLElement} C
 * @param {string} label
 * @param {C} control
 * @param {string} [hint]
 * @returns {HTMLDivElement}
 */
export function field(label, control, hint) {
  control.id ||= `field-${++counted}`;
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
 * @param {(value: string) => void} chosen
 * @returns {{element: HTMLElement, set: (value: string) => void}}
 */
export function choice(legend, choices, chosen) {
  const name = `choice-${++counted}`;
  const radios = choices.map(({ value }) =>
    el("input", { type: "radio", name, value, onchange: () => chosen(value) }),
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
 * @param {(value: string) => void} chosen
 */
export function select(options, chosen) {
  const made = el(
    "select",
    { onchange: () => chosen(made.value) },
    ...options.map(({ value, label }) => el("option", { value }, label)),
  );
  return made;
}

/**
 * A text that may grow over several lines but is one sentence: Enter sends the form.
 * @param {(value: string) => void} typed
 * @param {number} [longest]
 */
export function sentenceInput(typed, longest = 500) {
  const made = el("textarea", {
    rows: 3,
    maxlength: longest,
    required: true,
    oninput: () => typed(made.value),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      made.form?.requestSubmit();
    },
  });
  return made;
}

/**
 * Show a value without disturbing the caret where it shows already.
 * @param {{value: string}} control
 * @param {string} value
 */
export function show(control, value) {
  if (control.value !== value) control.value = value;
}
