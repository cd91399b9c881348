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
 * Return a day in words, as the server writes it: `ngày 05 tháng 02 năm 2026` (days below
 * 10 and the months 1 and 2 padded, decree 30/2020), or `5 February 2026`.
 * @param {string} moment ISO, with its zone
 * @param {string} language `vi` or `en`
 * @returns {string}
 */
export function longDate(moment, language) {
  const [year = "", month = "", day = ""] = toLocalInput(moment)
    .slice(0, 10)
    .split("-");
  if (language === "vi") {
    const padded = Number(month) < 3 ? month : Number(month);
    return `ngày ${day} tháng ${padded} năm ${year}`;
  }
  const noon = new Date(`${year}-${month}-${day}T12:00:00Z`);
  const parts = /** @type {const} */ ({
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return noon.toLocaleDateString("en-GB", { ...parts, timeZone: "UTC" });
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
