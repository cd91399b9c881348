/**
 * Where a reader can be, and what it holds ready around there. Values only.
 *
 * @typedef {{document: number, page: number}} Place
 */

/**
 * @param {Place | null} one
 * @param {Place | null} other
 */
export function isSame(one, other) {
  return one?.document === other?.document && one?.page === other?.page;
}

/** @param {Place} place */
export function keyOf(place) {
  return `${place.document}:${place.page}`;
}

/**
 * Say which pages to hold decoded, the most urgent first: this one, its
 * neighbours, then where the chair is and is about to be.
 * @param {Place | null} place what is on the screen
 * @param {Place | null} live what the chair shows
 * @param {(document: number) => number} pageCount 0 where unknown
 * @returns {Place[]}
 */
export function placesToHold(place, live, pageCount) {
  const wanted = [
    ...around(place, [0, 1, -1, 2, -2]),
    ...(place?.document === live?.document ? [] : around(live, [0])),
    ...around(live, [1]),
  ];
  const seen = new Set();
  return wanted.filter(({ document, page }) => {
    const key = keyOf({ document, page });
    if (page < 1 || page > pageCount(document) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * @param {Place | null} place
 * @param {number[]} steps
 * @returns {Place[]}
 */
function around(place, steps) {
  if (!place) return [];
  return steps.map((step) => ({ ...place, page: place.page + step }));
}

/**
 * Choose what to let go when more is held than `capacity`, the longest unused first.
 * @param {string[]} held keys, the longest unused first
 * @param {Set<string>} wanted keys that must stay
 * @param {number} capacity
 * @returns {string[]}
 */
export function keysToDrop(held, wanted, capacity) {
  const spare = held.filter((key) => !wanted.has(key));
  return spare.slice(0, Math.max(0, held.length - capacity));
}
