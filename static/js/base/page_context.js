/** Values in the attributes of the page's body. */

/** @returns {number} the id of the meeting that the page is about */
export function pageMeetingId() {
  return Number(document.body.dataset.meeting);
}
