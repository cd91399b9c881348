/**
 * Find the link at a point of a page. Pure functions.
 *
 * @typedef {[x: number, y: number, width: number, height: number, page: number]} Link
 *   a box in fractions of the page, and the page it leads to
 * @typedef {import("./zoom.js").Point} Point
 * @typedef {import("./zoom.js").Size} Size
 */

/** A line of small print is hit within what a fingertip covers, in pixels. */
const TOUCH = 48;

/**
 * Find the link under, or nearest to, a point; -1: there is none near.
 * @param {readonly Link[]} links
 * @param {Point} point from the sheet's top left corner, in pixels
 * @param {Size} sheet size on the screen, in pixels
 * @returns {number} its index in `links`
 */
export function linkAtPoint(links, point, sheet) {
  let [best, least] = [-1, Infinity];
  links.forEach(([x, y, width, height], index) => {
    const across = beside(point.x, x * sheet.width, width * sheet.width);
    const down = beside(point.y, y * sheet.height, height * sheet.height);
    if (across + down < least) [best, least] = [index, across + down];
  });
  return best;
}

/**
 * Distance of a point from a range; Infinity if out of reach.
 * @param {number} at
 * @param {number} start
 * @param {number} length
 */
function beside(at, start, length) {
  const far = Math.max(start - at, at - start - length, 0);
  return far <= Math.max(0, (TOUCH - length) / 2) ? far : Infinity;
}
