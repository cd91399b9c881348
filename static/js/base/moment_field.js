/**
 * A field for a day and a time as they are written here, `23/11/2026 07:30`. The
 * browser's own would write month and day in the order of the browser's language.
 */

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { dayWords } from "./local_time.js";

const WRITTEN =
  /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\s,]+(\d{1,2})(?::|\s*h\s*|\s*giờ\s*)(\d{2})$/i;

const two = (/** @type {number} */ number) => String(number).padStart(2, "0");

/**
 * Read what was typed.
 * @param {string} text
 * @returns {string | null} `2026-11-23T07:30`, nothing for nothing, null if it is none
 */
export function readMoment(text) {
  if (!text.trim()) return "";
  const found = WRITTEN.exec(text.trim());
  if (!found) return null;
  const [day, month, year, hour, minute] =
    /** @type {[number, number, number, number, number]} */ (
      found.slice(1).map(Number)
    );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const read = date.toISOString().slice(0, 16);
  // 31/02 and 25:00 would go on into the next month or day.
  const typed = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
  return read === typed ? read : null;
}

/**
 * Write a moment.
 * @param {string} moment `2026-11-23T07:30`, or nothing
 * @returns {string}
 */
export function writeMoment(moment) {
  const [date = "", time = ""] = moment.split("T");
  return moment ? `${dayWords(date)} ${time}` : "";
}

/**
 * @param {{value?: string, required?: boolean,
 *   typed?: (moment: string) => void}} wish `typed` hears nothing while it is no moment
 */
export function momentField({ value = "", required = false, typed = () => {} }) {
  const made = el("input", {
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: 30,
    required,
    placeholder: t("ngày/tháng/năm giờ:phút"),
    value: writeMoment(value),
    oninput: () => {
      const moment = readMoment(made.value);
      const isWrong = moment === null;
      made.setCustomValidity(
        isWrong ? t("Xin viết ngày/tháng/năm giờ:phút, ví dụ 23/11/2026 07:30.") : "",
      );
      typed(moment ?? "");
    },
    onchange: () => showMoment(made, readMoment(made.value) ?? null),
  });
  return made;
}

/**
 * Show a moment without disturbing what is being typed and means the same.
 * @param {HTMLInputElement} control
 * @param {string | null} moment null: what stands there stays
 */
export function showMoment(control, moment) {
  if (moment === null) return;
  const text = writeMoment(moment);
  const isTyping = control === document.activeElement;
  if (isTyping && readMoment(control.value) === moment) return;
  control.value = text;
  control.setCustomValidity("");
}
