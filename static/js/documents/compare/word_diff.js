/**
 * Difference of two texts by words. Pure functions. Words that occur once in both texts
 * and in the same order are anchors; between anchors the search is repeated, and small
 * remainders are compared word by word. The cost is about proportional to the length.
 *
 * @typedef {{gone: boolean[], fresh: boolean[]}} Marks for each word, whether only the
 *   old text (`gone`), only the new one (`fresh`) has it
 * @typedef {[a0: number, a1: number, b0: number, b1: number]} Range
 */

/** Rests of more pairs of words than this are called changed as a whole. */
const MOST_PAIRS = 250_000;

/**
 * @param {readonly string[]} old
 * @param {readonly string[]} now
 * @returns {Marks}
 */
export function diffWords(old, now) {
  const gone = /** @type {boolean[]} */ (Array(old.length).fill(true));
  const fresh = /** @type {boolean[]} */ (Array(now.length).fill(true));
  const keep = (/** @type {number} */ a, /** @type {number} */ b) => {
    gone[a] = false;
    fresh[b] = false;
  };
  /** @type {Range[]} */
  const waiting = [[0, old.length, 0, now.length]];
  for (let range = waiting.pop(); range; range = waiting.pop()) {
    const rest = trim(old, now, range, keep);
    const [a0, a1, b0, b1] = rest;
    if (a0 === a1 || b0 === b1) continue;
    const anchors = anchorsOf(old, now, rest);
    if (anchors.length) waiting.push(...between(anchors, rest, keep));
    else if ((a1 - a0) * (b1 - b0) <= MOST_PAIRS) compare(old, now, rest, keep);
  }
  return { gone, fresh };
}

/**
 * Keep what both have at the ends.
 * @param {readonly string[]} old
 * @param {readonly string[]} now
 * @param {Range} range
 * @param {(a: number, b: number) => void} keep
 * @returns {Range} what is left between
 */
function trim(old, now, [a0, a1, b0, b1], keep) {
  while (a0 < a1 && b0 < b1 && old[a0] === now[b0]) keep(a0++, b0++);
  while (a0 < a1 && b0 < b1 && old[a1 - 1] === now[b1 - 1]) keep(--a1, --b1);
  return [a0, a1, b0, b1];
}

/**
 * Map words that occur once to their index; -1 for repeated words.
 * @param {readonly string[]} words
 * @param {number} from
 * @param {number} to
 * @returns {Map<string, number>}
 */
function onlyOnce(words, from, to) {
  /** @type {Map<string, number>} */
  const places = new Map();
  for (let at = from; at < to; at++) {
    const word = words[at] ?? "";
    places.set(word, places.has(word) ? -1 : at);
  }
  return places;
}

/**
 * Pair the words that each text has once, as many as keep the order of both.
 * @param {readonly string[]} old
 * @param {readonly string[]} now
 * @param {Range} range
 * @returns {[number, number][]}
 */
function anchorsOf(old, now, [a0, a1, b0, b1]) {
  const there = onlyOnce(now, b0, b1);
  /** The last pair of the best chain of each length. @type {Link[]} */
  const ends = [];
  for (const [word, a] of onlyOnce(old, a0, a1)) {
    const b = there.get(word) ?? -1;
    if (a < 0 || b < 0) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (/** @type {Link} */ (ends[middle]).b < b) low = middle + 1;
      else high = middle;
    }
    ends[low] = { a, b, before: ends[low - 1] };
  }
  /** @type {[number, number][]} */
  const chain = [];
  for (let link = ends.at(-1); link; link = link.before) chain.push([link.a, link.b]);
  return chain.reverse();
}

/** @typedef {{a: number, b: number, before: Link | undefined}} Link */

/**
 * @param {[number, number][]} anchors
 * @param {Range} range
 * @param {(a: number, b: number) => void} keep
 * @returns {Range[]} the ranges between the anchors
 */
function between(anchors, [a0, a1, b0, b1], keep) {
  /** @type {Range[]} */
  const ranges = [];
  for (const [a, b] of anchors) {
    keep(a, b);
    ranges.push([a0, a, b0, b]);
    [a0, b0] = [a + 1, b + 1];
  }
  ranges.push([a0, a1, b0, b1]);
  return ranges;
}

/**
 * Keep the longest common row of words.
 * @param {readonly string[]} old
 * @param {readonly string[]} now
 * @param {Range} range
 * @param {(a: number, b: number) => void} keep
 */
function compare(old, now, [a0, a1, b0, b1], keep) {
  const width = b1 - b0 + 1;
  const best = new Uint32Array((a1 - a0 + 1) * width);
  const at = (/** @type {number} */ a, /** @type {number} */ b) =>
    best[(a - a0) * width + b - b0] ?? 0;
  for (let a = a1 - 1; a >= a0; a--) {
    for (let b = b1 - 1; b >= b0; b--) {
      best[(a - a0) * width + b - b0] =
        old[a] === now[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  for (let [a, b] = [a0, b0]; a < a1 && b < b1; ) {
    if (old[a] === now[b]) keep(a++, b++);
    else if (at(a + 1, b) >= at(a, b + 1)) a++;
    else b++;
  }
}
