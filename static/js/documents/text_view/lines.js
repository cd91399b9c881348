/**
 * Group word boxes into printed lines. Pure functions; lengths are fractions of the
 * page's width, so that gaps and heights can be compared.
 *
 * @typedef {import("../reader/word_spans.js").Word} Word
 * @typedef {{left: number, right: number, top: number, bottom: number,
 *   text: string}} Box
 * @typedef {{left: number, right: number, top: number, bottom: number,
 *   height: number, cells: string[]}} Line `cells`: more than one where a table's row is
 */

/** A hole in a line this many times its height parts two cells of a row. */
const CELL_GAP = 2.2;
/** Allowed overlap of words, in line heights: italic type overlaps. */
const OVERLAP = 0.6;

/**
 * Group words into lines in the page's reading order, which respects
 * columns and adjacent boxes; vertical positions alone do not.
 * @param {unknown} words as the server keeps them
 * @param {{width: number, height: number}} page
 * @returns {Line[]}
 */
export function wordsToLines(words, page) {
  const ratio = page.height / page.width || Math.SQRT2;
  const boxes = (Array.isArray(words) ? words : []).flatMap((word) => box(word, ratio));
  /** @type {Box[][]} */
  const rows = [];
  for (const next of boxes) {
    const row = rows.at(-1);
    if (row && continues(row, next)) row.push(next);
    else rows.push([next]);
  }
  return rows.map(toLine);
}

/**
 * Validate one word; empty if invalid.
 * @param {unknown} word
 * @param {number} ratio the page's height over its width
 * @returns {Box[]}
 */
function box(word, ratio) {
  if (!Array.isArray(word) || typeof word[4] !== "string") return [];
  const [left, y, width, height] = word;
  // A soft hyphen is a possible break, not a character to read.
  const text = word[4].replaceAll("\u00ad", "").normalize("NFC").trim();
  if (!text || ![left, y, width, height].every(Number.isFinite)) return [];
  const top = y * ratio;
  return [{ left, right: left + width, top, bottom: top + height * ratio, text }];
}

/**
 * @param {Box[]} row
 * @param {Box} next
 */
function continues(row, next) {
  const last = /** @type {Box} */ (row.at(-1));
  const top = Math.min(...row.map((one) => one.top));
  const bottom = Math.max(...row.map((one) => one.bottom));
  const shared = Math.min(bottom, next.bottom) - Math.max(top, next.top);
  const least = Math.min(bottom - top, next.bottom - next.top);
  return shared > least / 2 && next.left > last.right - OVERLAP * (bottom - top);
}

/**
 * @param {Box[]} row
 * @returns {Line}
 */
function toLine(row) {
  const top = Math.min(...row.map((one) => one.top));
  const bottom = Math.max(...row.map((one) => one.bottom));
  const height = bottom - top;
  /** @type {string[]} */
  const cells = [];
  row.forEach((one, index) => {
    const before = row[index - 1];
    const isApart = !before || one.left - before.right > CELL_GAP * height;
    if (isApart) cells.push(one.text);
    else cells.push(`${cells.pop()} ${one.text}`);
  });
  const left = Math.min(...row.map((one) => one.left));
  const right = Math.max(...row.map((one) => one.right));
  return { left, right, top, bottom, height, cells };
}
