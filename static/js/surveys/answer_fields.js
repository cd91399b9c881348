/** The fields of the answering form: read, filled in again, shown by condition. */

/** @typedef {import("./answer_store.js").Fields} Fields */

const OWN_FIELDS = new Set(["retry_key", "order"]);

/**
 * @param {HTMLFormElement} form
 * @returns {Fields} what is answered, by field; nothing of hidden questions
 */
export function readFields(form) {
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (OWN_FIELDS.has(name) || typeof value !== "string" || !value) continue;
    fields[name] ??= [];
    fields[name].push(value);
  }
  return fields;
}

/**
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
export function fillFields(form, fields) {
  for (const control of form.elements) {
    const { name, type } = /** @type {HTMLInputElement} */ (control);
    const values = fields[name];
    if (!values || OWN_FIELDS.has(name)) continue;
    const input = /** @type {HTMLInputElement} */ (control);
    if (type === "radio" || type === "checkbox")
      input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
}

/** @param {HTMLFormElement} form @returns {HTMLFieldSetElement[]} */
export const questionsOf = (form) => [
  .../** @type {NodeListOf<HTMLFieldSetElement>} */ (
    form.querySelectorAll("[data-question]")
  ),
];

/**
 * Hide the questions whose condition does not hold; they are not sent.
 * @param {HTMLFormElement} form
 */
export function showAsked(form) {
  for (const question of questionsOf(form)) {
    const { if: decider, values = "" } = question.dataset;
    if (!decider) continue;
    const given = new FormData(form).getAll(decider);
    const isAsked = given.some((value) => values.split(" ").includes(String(value)));
    question.hidden = !isAsked;
    question.disabled = !isAsked;
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {{answered: number, all: number}} of the questions that are asked
 */
export function countAnswered(form) {
  const fields = Object.keys(readFields(form));
  const asked = questionsOf(form).filter((question) => !question.hidden);
  const isAnswered = (/** @type {HTMLElement} */ { id }) =>
    fields.some((name) => name === id || name.startsWith(`${id}.`));
  return { answered: asked.filter(isAnswered).length, all: asked.length };
}
