/** What the form of a document says, as the server takes it. */

import { parseDay } from "../base/day_field.js";

/**
 * @param {HTMLFormElement} form
 * @returns {Record<string, string | number | null>}
 */
export function detailsOf(form) {
  const fields = new FormData(form);
  /** @param {string} name */
  const text = (name) => String(fields.get(name) ?? "").trim();
  return {
    date: parseDay(text("date")) || null,
    summary: text("summary"),
    signer: text("signer"),
    urgency: text("urgency"),
    recipients: text("recipients"),
    keeping_unit: text("keeping_unit"),
    copies: Number(text("copies")),
    note: text("note"),
  };
}
