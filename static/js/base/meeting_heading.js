/** What a page says of its meeting follows the meeting's state. */

import { language } from "./i18n.js";
import { longDate } from "./local_time.js";

/**
 * The fields of a meeting that pages show; a screen may know only some of them.
 * @typedef {{title?: string, body_name?: string, place?: string, starts_at?: string}} Meeting
 */

/** A longer title is set smaller on the wall, so that it fits whole. */
const LONG_TITLE = 120;

/**
 * Fill every `[data-meeting-field]` of the page, and the page's own title.
 * @param {Meeting} meeting
 */
export function showMeeting(meeting) {
  /** @type {Record<string, string | undefined>} */
  const words = { ...meeting, venue_and_date: venueAndDate(meeting) };
  /** @type {NodeListOf<HTMLElement>} */
  const elements = document.querySelectorAll("[data-meeting-field]");
  for (const element of elements) {
    const field = element.dataset.meetingField ?? "";
    const next = words[field];
    const shown = element.textContent;
    if (next === undefined || next === shown) continue;
    element.textContent = next;
    if (field !== "title") continue;
    element.dataset.length = next.length > LONG_TITLE ? "long" : "";
    document.title = document.title.replace(shown, () => next);
  }
}

/** @param {Meeting} meeting */
function venueAndDate({ place, starts_at: startsAt }) {
  if (place === undefined || startsAt === undefined) return undefined;
  return [place, longDate(startsAt, language())].filter(Boolean).join(", ");
}
