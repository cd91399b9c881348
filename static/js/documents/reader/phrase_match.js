/**
 * Find phrases among the words of a page. Pure functions.
 *
 * @typedef {import("./word_spans.js").Word} Word
 * @typedef {readonly (readonly string[])[]} Phrases lists of words in lower case
 */

/** As the server parts them: letters and digits, each with the marks that follow. */
const TOKEN = /(?:[\p{L}\p{N}]\p{M}*)+/gu;

/**
 * Return the sorted indexes of the words that belong to a phrase.
 * @param {readonly Word[]} words
 * @param {Phrases} wordings
 * @returns {number[]}
 */
export function boxesMatching(words, wordings) {
  const tokens = tokensOf(words);
  const byFirst = new Map();
  for (const wording of wordings) {
    const [first] = wording;
    if (first) byFirst.set(first, [...(byFirst.get(first) ?? []), wording]);
  }
  const boxes = new Set();
  tokens.forEach(({ text }, at) => {
    for (const wording of byFirst.get(text) ?? []) {
      const there = tokens.slice(at, at + wording.length);
      if (!isSame(there, wording)) continue;
      for (const { box } of there) boxes.add(box);
    }
  });
  return [...boxes].sort((one, other) => one - other);
}

/**
 * @param {readonly Word[]} words
 * @returns {{text: string, box: number}[]}
 */
function tokensOf(words) {
  return words.flatMap(([, , , , text], box) =>
    (text.normalize("NFC").toLowerCase().match(TOKEN) ?? []).map((token) => ({
      text: token,
      box,
    })),
  );
}

/**
 * @param {{text: string}[]} there
 * @param {readonly string[]} wording
 */
function isSame(there, wording) {
  return (
    there.length === wording.length &&
    there.every(({ text }, index) => text === wording[index])
  );
}
