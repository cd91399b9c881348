/** Convert moments to Vietnamese local time, whatever the device's zone is. */

/** Vietnam has no summer time. */
const AHEAD_MS = 7 * 3600 * 1000;

/**
 * Return a moment as forms keep it, `2026-11-23T07:30`.
 * @param {string} moment ISO, with its zone
 * @returns {string}
 */
export function toLocalInput(moment) {
  return new Date(Date.parse(moment) + AHEAD_MS).toISOString().slice(0, 16);
}

/**
 * Return a day for reading, `23/11/2026`.
 * @param {string} date `2026-11-23`
 * @returns {string}
 */
export function formatDate(date) {
  return date.split("-").reverse().join("/");
}

/**
 * Return a moment for reading, `07:30, 23/11/2026`.
 * @param {string} moment ISO, with its zone
 * @returns {string}
 */
export function formatDateTime(moment) {
  const [day = "", time = ""] = toLocalInput(moment).split("T");
  return `${time}, ${formatDate(day)}`;
}
