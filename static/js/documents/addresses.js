/**
 * Where a paper's images and words lie, and how this device forgets them: browsers
 * keep them for a year, so a withdrawn paper must be taken out of that store too.
 */

/** Many tablets forget together; each begins within this time. */
const SPREAD_MS = 2000;

/** What was asked for, by document. @type {Map<number, Set<string>>} */
const asked = new Map();

/**
 * @param {number} document
 * @param {string} rest
 */
function address(document, rest) {
  const { meeting } = globalThis.document.body.dataset;
  const url = `/m/${meeting}/documents/${document}/${rest}`;
  const urls = asked.get(document) ?? new Set();
  asked.set(document, urls.add(url));
  return url;
}

/**
 * @param {number} document
 * @param {string} sha
 */
export function imageAddress(document, sha) {
  return address(document, `images/${sha}.webp`);
}

/**
 * @param {number} document
 * @param {string} sha
 */
export function wordsAddress(document, sha) {
  return address(document, `words/${sha}.json`);
}

/**
 * Put the server's refusal in the place of every image and word of a withdrawn paper.
 * @param {number} document
 */
export async function forgetKept(document) {
  const urls = asked.get(document) ?? [];
  asked.delete(document);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
  for (const url of urls) await fetch(url, { cache: "reload" }).catch(() => null);
}
