/** Which surveys of a meeting are open to somebody. */

/**
 * @param {import("../live/messages.js").AskedSurvey[]} asked
 * @param {number} site where they are; 0: at none
 * @param {number} now in ms
 */
export const openSurveys = (asked, site, now) =>
  asked.filter(
    (one) =>
      (one.site_id === null || one.site_id === site) &&
      (one.opens_at === null || Date.parse(one.opens_at) <= now) &&
      (one.closes_at === null || now < Date.parse(one.closes_at)),
  );
