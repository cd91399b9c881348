/** What the server says of a page in the attributes of its body. */

/** @returns {number} the id of the meeting that the page is about */
export function pageMeetingId() {
  return Number(document.body.dataset.meeting);
}
