/**
 * Split text into words in the server's two forms: without diacritics, and with the
 * tone moved behind the letters, so that hòa and hoà are equal.
 *
 * @typedef {{start: number, end: number, folded: string, marked: string}} Word
 */

const WORD = /(?:[\p{L}\p{N}]\p{M}*)+/gu;
const TONES = "\u0300\u0309\u0303\u0301\u0323";
const TONE = new RegExp(`[${TONES}]`, "g");
const HAS_TONE = new RegExp(`[${TONES}]$`);

/** @type {Map<string, {folded: string, marked: string}>} */
const known = new Map();
const MAX_CACHED_WORDS = 20_000;

/** @param {string} word */
function formsOf(word) {
  const forms = known.get(word);
  if (forms) return forms;
  // Old papers write the Icelandic letter, which looks the same in capitals.
  const lower = word.toLowerCase().replaceAll("ð", "đ").normalize("NFD");
  const folded = lower.replaceAll("đ", "d").replace(/\p{M}/gu, "");
  const tones = (lower.match(TONE) ?? []).join("");
  const marked = lower.replace(TONE, "").normalize("NFC") + tones;
  if (known.size >= MAX_CACHED_WORDS) known.clear();
  known.set(word, { folded, marked });
  return { folded, marked };
}

/**
 * @param {string} text
 * @returns {Word[]}
 */
export function wordsIn(text) {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    ...formsOf(word),
  }));
}

/**
 * Whether the marked form of a word has a tone, and so is complete.
 * @param {string} marked
 */
export function hasTone(marked) {
  return HAS_TONE.test(marked);
}
