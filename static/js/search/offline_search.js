/**
 * Search in documents on this device by the server's rules (`kiosk/search/rules.py`):
 * every term must occur on the page; quoted words are a phrase; the last word is a
 * prefix while it is typed; matches with diacritics rank first.
 *
 * @typedef {import("./search_session.js").SearchHit} SearchHit
 * @typedef {import("./search_session.js").TextPart} TextPart
 * @typedef {import("./vietnamese_words.js").Word} Word
 * @typedef {{folded: string[], marked: string[], isPrefix: boolean}} QueryTerm
 * @typedef {{start: number, end: number}} WordRange from this word up to before that one
 * @typedef {{document: number, title: string, item: number | null, item_number: string,
 *   page: number, text: string}} SearchablePage a page, or with `page` 0 the title alone
 */

import { hasTone, wordsIn } from "./vietnamese_words.js";

const MAX_WORDS = 12;
const MIN_PREFIX_LENGTH = 2;
const SNIPPET_WORDS = 28;
const SNIPPET_WORDS_BEFORE = 6;
export const RESULTS_PER_PAGE = 20;

/**
 * @param {string} text
 * @returns {QueryTerm[]}
 */
export function parseQuery(text) {
  const pieces = text
    .normalize("NFC")
    .slice(0, 200)
    .split(/["“”„«»]/);
  /** @type {QueryTerm[]} */
  const terms = [];
  let left = MAX_WORDS;
  pieces.forEach((piece, index) => {
    const words = wordsIn(piece).slice(0, left);
    left -= words.length;
    const last = words.at(-1);
    const isUnfinished = index === pieces.length - 1 && last?.end === piece.length;
    const groups = index % 2 ? [words] : words.map((word) => [word]);
    for (const group of groups) {
      if (group.length)
        terms.push(termOf(group, isUnfinished && group.at(-1) === last));
    }
  });
  return terms;
}

/**
 * @param {Word[]} words
 * @param {boolean} isUnfinished
 * @returns {QueryTerm}
 */
function termOf(words, isUnfinished) {
  const folded = words.map((word) => word.folded);
  const isPrefix = isUnfinished && (folded.at(-1)?.length ?? 0) >= MIN_PREFIX_LENGTH;
  return { folded, marked: words.map((word) => word.marked), isPrefix };
}

/**
 * @param {QueryTerm} term
 * @param {Word[]} words
 * @param {boolean} withMarks with the marks that were typed
 * @returns {WordRange[]}
 */
function matchesOf({ folded, marked, isPrefix }, words, withMarks) {
  const isMarked = withMarks && folded.join(" ") !== marked.join(" ");
  const form = isMarked ? "marked" : "folded";
  const wanted = isMarked ? marked : folded;
  const last = wanted.length - 1;
  const isUnfinished = isPrefix && !(isMarked && hasTone(wanted[last] ?? ""));
  const isAt = (/** @type {number} */ at) =>
    wanted.every((want, step) => {
      const word = words[at + step]?.[form] ?? "";
      return isUnfinished && step === last ? word.startsWith(want) : word === want;
    });
  return words.flatMap((_, at) =>
    isAt(at) ? [{ start: at, end: at + wanted.length }] : [],
  );
}

/**
 * @param {QueryTerm[]} terms
 * @param {Word[]} words
 * @param {boolean} withMarks
 * @returns {WordRange[] | null} null: not every term stands there
 */
function allMatches(terms, words, withMarks) {
  const places = terms.map((term) => matchesOf(term, words, withMarks));
  if (places.some((found) => !found.length)) return null;
  return places.flat().sort((one, other) => one.start - other.start);
}

/**
 * @param {string} text
 * @param {Word[]} words
 * @param {WordRange[]} places
 * @returns {TextPart[]} the text around the first match, in parts
 */
function snippetOf(text, words, places) {
  const first = Math.max(0, (places[0]?.start ?? 0) - SNIPPET_WORDS_BEFORE);
  const shown = words.slice(first, first + SNIPPET_WORDS);
  const last = first + shown.length;
  const inside = places.filter((place) => place.end <= last);
  const from = startOf(words, first);
  const parts = splitAtMatches(text, words, inside, [from, shown.at(-1)?.end ?? from]);
  if (first) parts.unshift(["… ", false]);
  if (last < words.length) parts.push([" …", false]);
  return parts;
}

/**
 * @param {string} text
 * @param {Word[]} words
 * @param {WordRange[]} places in order
 * @param {[from: number, to: number]} stretch of the text
 * @returns {TextPart[]} it, cut at what was found
 */
function splitAtMatches(text, words, places, [from, to]) {
  /** @type {TextPart[]} */
  const parts = [];
  let at = from;
  for (const place of places) {
    const start = startOf(words, place.start);
    if (start < at) continue;
    const stop = words[place.end - 1]?.end ?? start;
    parts.push([text.slice(at, start), false], [text.slice(start, stop), true]);
    at = stop;
  }
  parts.push([text.slice(at, to), false]);
  return parts.filter(([part]) => part);
}

/**
 * @param {Word[]} words
 * @param {number} index
 */
function startOf(words, index) {
  return words[index]?.start ?? 0;
}

/**
 * @param {string} text
 * @param {Word[]} words
 * @param {WordRange[]} places
 * @returns {string[][]} how what was found is written, each wording once
 */
function phrasesOf(text, words, places) {
  const written = places.map(({ start, end }) =>
    words.slice(start, end).map((word) => text.slice(word.start, word.end)),
  );
  const lower = written.map((wording) => wording.map((word) => word.toLowerCase()));
  return [...new Map(lower.map((wording) => [wording.join(" "), wording])).values()];
}

/**
 * @param {QueryTerm[]} terms
 * @param {SearchablePage} sheet
 * @returns {SearchHit | null}
 */
export function matchPage(terms, { text, ...sheet }) {
  const isTitle = sheet.page === 0;
  const searched = isTitle ? sheet.title : text;
  const words = wordsIn(searched);
  const exact = allMatches(terms, words, true);
  const places = exact ?? allMatches(terms, words, false);
  if (!places) return null;
  const found = { ...sheet, is_exact: exact !== null, is_title: isTitle };
  if (isTitle) {
    const title = splitAtMatches(searched, words, places, [0, searched.length]);
    return { ...found, page: 1, title, parts: [], words: [] };
  }
  return {
    ...found,
    title: [[sheet.title, false]],
    parts: snippetOf(searched, words, places),
    words: phrasesOf(searched, words, places),
  };
}

/**
 * Rank: exact diacritics first, titles before pages, then document order.
 * @param {SearchHit[]} hits
 */
export function rankHits(hits) {
  const rank = (/** @type {SearchHit} */ hit) =>
    Number(!hit.is_exact) * 2 + Number(!hit.is_title);
  return [...hits].sort((one, other) => rank(one) - rank(other));
}
