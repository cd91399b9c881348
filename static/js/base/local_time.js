/** Moments as people here type and read them: Vietnamese time, whatever the device says. */

/** Vietnam has no summer time. */
const AHEAD_MS = 7 * 3600 * 1000;

/**
 * Return a moment as a `datetime-local` field wants it, `2026-11-23T07:30`.
 * @param {string} moment ISO, with its zone
 * @returns {string}
 */
export function localField(moment) {
  return new Date(Date.parse(moment) + AHEAD_MS).toISOString().slice(0, 16);
}

/**
 * Return a moment for reading, `07:30, 23/11/2026`.
 * @param {string} moment ISO, with its zone
 * @returns {string}
 */
export function localWords(moment) {
  const [day = "", time = ""] = localField(moment).split("T");
  return `${time}, ${day.split("-").reverse().join("/")}`;
}
