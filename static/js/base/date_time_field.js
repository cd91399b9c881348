/**
 * Field for date and time as `23/11/2026 07:30`. The browser's own field would use the
 * order of the browser's language.
 */

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { formatDate } from "./local_time.js";

const PATTERN =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\s,]+(\d{1,2})(?::|\s*h\s*|\s*giờ\s*)(\d{2})$/i;

const twoDigits = (/** @type {number} */ number) => String(number).padStart(2, "0");

/**
 * Read what was typed.
 * @param {string} text
 * @returns {string | null} `2026-11-23T07:30`, nothing for nothing, null if it is none
 */
export function parseLocalInput(text) {
  if (!text.trim()) return "";
  const found = PATTERN.exec(text.trim());
  if (!found) return null;
  const [day, month, year, hour, minute] =
    /** @type {[number, number, number, number, number]} */ (
      found.slice(1).map(Number)
    );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const parsed = date.toISOString().slice(0, 16);
  // 31/02 and 25:00 would go on into the next month or day.
  const onInput = `${year}-${twoDigits(month)}-${twoDigits(day)}T${twoDigits(hour)}:${twoDigits(minute)}`;
  return parsed === onInput ? parsed : null;
}

/**
 * Write a moment.
 * @param {string} moment `2026-11-23T07:30`, or nothing
 * @returns {string}
 */
export function formatLocalInput(moment) {
  const [date = "", time = ""] = moment.split("T");
  return moment ? `${formatDate(date)} ${time}` : "";
}

/**
 * @param {{value?: string, required?: boolean,
 *   onInput?: (moment: string) => void}} options `onInput` gets "" for invalid input
 */
export function dateTimeField({ value = "", required = false, onInput = () => {} }) {
  const input = el("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 30,
    required,
    placeholder: t("ngày/tháng/năm giờ:phút"),
    value: formatLocalInput(value),
    oninput: () => {
      const moment = parseLocalInput(input.value);
      const isWrong = moment === null;
      input.setCustomValidity(
        isWrong ? t("Xin viết ngày/tháng/năm giờ:phút, ví dụ 23/11/2026 07:30.") : "",
      );
      onInput(moment ?? "");
    },
    onchange: () => setDateTime(input, parseLocalInput(input.value) ?? null),
  });
  return input;
}

/**
 * Show a moment without disturbing what is being typed and means the same.
 * @param {HTMLInputElement} control
 * @param {string | null} moment null: leave the value unchanged
 */
export function setDateTime(control, moment) {
  if (moment === null) return;
  const text = formatLocalInput(moment);
  const isTyping = control === document.activeElement;
  if (isTyping && parseLocalInput(control.value) === moment) return;
  control.value = text;
  control.setCustomValidity("");
}
