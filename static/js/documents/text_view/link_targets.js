/**
 * Targets of text lines from the links that cover them. Pure functions.
 *
 * @typedef {import("../reader/link_hit_test.js").Link} Link
 * @typedef {import("./lines.js").Line} Line
 */

/** A smaller share under a link is a word in a sentence, not a linked line. */
const SHARE = 0.5;

/**
 * Make the question where a line leads; its answer is 0 for nowhere.
 * @param {{width: number, height: number, links?: Link[]}} page
 * @returns {(line: Line) => number}
 */
export function leading({ width, height, links = [] }) {
  // Lines are measured in the page's width, both ways.
  const ratio = height / width || Math.SQRT2;
  return (line) => {
    const middle = (line.top + line.bottom) / 2 / ratio;
    const over = links.find(
      (link) => isAcross(link, middle) && covers(link, line.left, line.right),
    );
    return over?.[4] ?? 0;
  };
}

/**
 * Tell whether a line leads elsewhere than the last one before it.
 * @param {number[]} before where the lines before it lead
 * @param {number} page
 */
export function leadsElsewhere(before, page) {
  const last = before.at(-1) ?? 0;
  return last > 0 && page > 0 && last !== page;
}

/**
 * @param {Link} link
 * @param {number} middle
 */
function isAcross([, top, , height], middle) {
  return middle >= top && middle <= top + height;
}

/**
 * @param {Link} link
 * @param {number} left
 * @param {number} right
 */
function covers([x, , width], left, right) {
  const shared = Math.min(right, x + width) - Math.max(left, x);
  return shared > SHARE * (right - left);
}
