/**
 * Find words at a point and anchor notes to the text of a page.
 *
 * @typedef {import("../documents/reader/word_spans.js").Word} Word
 * @typedef {import("./note.js").Anchor} Anchor
 * @typedef {import("./note.js").Box} Box
 */

/** Words of context before and after that make an anchor unique. */
const CONTEXT_WORDS = 6;
const MAX_QUOTE_LENGTH = 600;
const MAX_CONTEXT_LENGTH = 120;

/**
 * Find the word at a point, or the nearest one of its line.
 * @param {Word[]} words
 * @param {number} x in fractions of the page
 * @param {number} y
 * @returns {number} -1: there are none
 */
export function wordAt(words, x, y) {
  let [best, smallest] = [-1, Infinity];
  for (const [index, [left, top, width, height]] of words.entries()) {
    const dx = Math.max(left - x, 0, x - left - width);
    const dy = Math.max(top - y, 0, y - top - height);
    // Another line is farther than anything on this one.
    const distance = dx + dy * 12;
    if (distance < smallest) [best, smallest] = [index, distance];
  }
  return best;
}

/**
 * Return the anchor of a range of words.
 * @param {Word[]} words
 * @param {number} from
 * @param {number} to included
 * @returns {Anchor}
 */
export function anchorOf(words, from, to) {
  const text = (/** @type {number} */ start, /** @type {number} */ end) =>
    words
      .slice(Math.max(0, start), Math.max(0, end))
      .map((word) => word[4])
      .join(" ");
  return {
    quote: text(from, to + 1).slice(0, MAX_QUOTE_LENGTH),
    before: text(from - CONTEXT_WORDS, from).slice(-MAX_CONTEXT_LENGTH),
    after: text(to + 1, to + 1 + CONTEXT_WORDS).slice(0, MAX_CONTEXT_LENGTH),
  };
}

/**
 * Join the boxes of words to one for each line.
 * @param {Word[]} words
 * @returns {Box[]}
 */
export function lineBoxes(words) {
  /** @type {Box[]} */
  const lines = [];
  for (const [x, y, width, height] of words) {
    const line = lines.at(-1);
    const isNext = line && Math.abs(line[1] - y) < height / 2 && x >= line[0];
    if (!isNext) {
      lines.push([x, y, width, height]);
      continue;
    }
    const [left, top, wide, high] = line;
    const upper = Math.min(top, y);
    const lower = Math.max(top + high, y + height);
    line.splice(0, 4, left, upper, Math.max(wide, x + width - left), lower - upper);
  }
  return lines;
}

/**
 * @param {import("../documents/reader/page_frame.js").PageFrame} frame
 * @returns {Promise<Word[]>} none where the page has none, or they cannot be had now
 */
export async function pageWords({ info, source, position }) {
  if (!info?.words) return [];
  return source.words(position.document, info.words).catch(() => []);
}
