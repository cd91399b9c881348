/**
 * Field for a day as `23/11/2026`. The browser's own field would use the order of the
 * browser's language.
 */

import { parseLocalInput } from "./date_time_field.js";
import { t } from "./i18n.js";
import { formatDate } from "./local_time.js";

/**
 * Read what was typed.
 * @param {string} text
 * @returns {string | null} `2026-11-23`, nothing for nothing, null if it is none
 */
export function parseDay(text) {
  if (!text.trim()) return "";
  return parseLocalInput(`${text.trim()} 00:00`)?.slice(0, 10) ?? null;
}

/**
 * Make a text input a field for a day.
 * @param {HTMLInputElement} input
 * @param {(day: string) => void} [onInput] gets "" for invalid input
 */
export function watchDay(input, onInput = () => {}) {
  input.inputMode = "numeric";
  input.autocomplete = "off";
  input.maxLength = 20;
  input.placeholder = t("ngày/tháng/năm");
  input.addEventListener("input", () => {
    const day = parseDay(input.value);
    const words = t("Xin viết ngày/tháng/năm, ví dụ 23/11/2026.");
    input.setCustomValidity(day === null ? words : "");
    onInput(day ?? "");
  });
  input.addEventListener("change", () => {
    const day = parseDay(input.value);
    if (day !== null) setDay(input, day);
  });
}

/**
 * Show a day without disturbing what is being typed and means the same.
 * @param {HTMLInputElement} input
 * @param {string} day `2026-11-23`, or nothing
 */
export function setDay(input, day) {
  const isTyping = input === document.activeElement;
  if (isTyping && parseDay(input.value) === day) return;
  // An invalid text stays until it is mended.
  if (isTyping && day === "" && input.value !== "") return;
  input.value = formatDate(day);
  input.setCustomValidity("");
}
