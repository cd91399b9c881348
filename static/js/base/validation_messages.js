/**
 * Validation messages in the page's language; browsers use their own.
 *
 * @typedef {Pick<HTMLInputElement, "type" | "min" | "max" | "minLength" | "maxLength">
 *   & {validity: Partial<ValidityState>}} Field
 */

import { t } from "./i18n.js";

/** @type {Record<string, () => string>} */
const MISSING = {
  checkbox: () => t("Xin đánh dấu ô này."),
  radio: () => t("Xin chọn một mục."),
  "select-one": () => t("Xin chọn một mục."),
};

/** @type {[keyof ValidityState, (field: Field) => string][]} */
const MESSAGES = [
  ["valueMissing", ({ type }) => MISSING[type]?.() ?? t("Xin điền ô này.")],
  ["badInput", () => t("Xin nhập một số.")],
  ["stepMismatch", () => t("Xin nhập số nguyên.")],
  ["rangeUnderflow", ({ min }) => t("Xin nhập số từ {min} trở lên.", { min })],
  ["rangeOverflow", ({ max }) => t("Xin nhập số không quá {max}.", { max })],
  [
    "tooShort",
    ({ minLength: count }) => t("Xin nhập ít nhất {count} ký tự.", { count }),
  ],
  [
    "tooLong",
    ({ maxLength: count }) => t("Xin nhập không quá {count} ký tự.", { count }),
  ],
];

/**
 * Say what is wrong with a field.
 * @param {Field} field
 * @returns {string}
 */
export function validationMessage(field) {
  const found = MESSAGES.find(([validityKey]) => field.validity[validityKey]);
  return found ? found[1](field) : t("Nội dung chưa đúng dạng.");
}

/**
 * Use these messages in all forms of a page. A field's own custom
 * found wrong with it stays as it is.
 * @param {EventTarget} [page]
 */
export function localiseValidation(page = document) {
  /** Whose complaint is ours: to be taken back when something is typed. */
  const reported = new WeakSet();
  const clearMessage = (/** @type {any} */ { target }) => {
    if (reported.delete(target)) target.setCustomValidity("");
  };
  // Neither of these bubbles in every browser: they are met on their way down.
  page.addEventListener("invalid", report, { capture: true });
  page.addEventListener("input", clearMessage, { capture: true });
  page.addEventListener("change", clearMessage, { capture: true });

  /** @param {any} event */
  function report({ target: field }) {
    if (field.validity.customError) return;
    reported.add(field);
    field.setCustomValidity(validationMessage(field));
  }
}
