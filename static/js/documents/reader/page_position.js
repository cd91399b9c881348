/**
 * Positions in documents, and which ones to preload. Pure functions.
 *
 * @typedef {{document: number, page: number}} PagePosition
 */

/**
 * @param {PagePosition | null} one
 * @param {PagePosition | null} other
 */
export function isSame(one, other) {
  return one?.document === other?.document && one?.page === other?.page;
}

/** @param {PagePosition} position */
export function keyOf(position) {
  return `${position.document}:${position.page}`;
}

/**
 * Say which pages to hold decoded, the most urgent first: this one, its
 * neighbours, then where the chair is and is about to be.
 * @param {PagePosition | null} position what is on the screen
 * @param {PagePosition | null} live what the chair shows
 * @param {(document: number) => number} pageCount 0 where unknown
 * @returns {PagePosition[]}
 */
export function positionsToPreload(position, live, pageCount) {
  const wanted = [
    ...around(position, [0, 1, -1, 2, -2]),
    ...(position?.document === live?.document ? [] : around(live, [0])),
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
 * @param {PagePosition | null} position
 * @param {number[]} steps
 * @returns {PagePosition[]}
 */
function around(position, steps) {
  if (!position) return [];
  return steps.map((step) => ({ ...position, page: position.page + step }));
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
