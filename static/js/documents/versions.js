/**
 * Versions of a document: which one to read instead, and at which page. Pure functions.
 *
 * @typedef {import("../live/messages.js").PageRuns} PageRuns
 * @typedef {import("../live/messages.js").ReplacedDocument} ReplacedDocument
 * @typedef {import("./reader/page_position.js").PagePosition} PagePosition
 * @typedef {{documents: {id: number, page_count: number, replaces_id?: number | null}[],
 *   replaced?: ReplacedDocument[]}} State
 */

/**
 * Tell where the new version goes on from a page of the old; a page that found no
 * counterpart maps to the page at its position.
 * @param {PageRuns} runs
 * @param {number} page
 * @param {number} count the new version's pages
 * @returns {number}
 */
export function pageInNewVersion(runs, page, count) {
  /** The last pair before the page. */
  let left = 0;
  let right = 0;
  let last = count;
  for (const [old, now, length] of runs) {
    if (old > page) {
      last = now;
      break;
    }
    if (page < old + length) return Math.min(now + page - old, count);
    left = old + length - 1;
    right = now + length - 1;
  }
  return Math.max(1, Math.min(right + page - left, last, count));
}

/**
 * Map a position in a replaced document to the newest version; null: not replaced.
 * @param {State | null} state
 * @param {PagePosition | null} position
 * @returns {PagePosition | null}
 */
export function positionInNewest(state, position) {
  const paper = state?.replaced?.find((one) => one.id === position?.document);
  if (!paper || !position) return null;
  const newest = state?.documents.find((one) => one.id === paper.replaced_by);
  const count = newest?.page_count || 1;
  return {
    document: paper.replaced_by,
    page: pageInNewVersion(paper.page_runs, position.page, count),
  };
}

/**
 * Whether a move leads from an earlier version to the newest one.
 * @param {State | null} state
 * @param {PagePosition | null} from
 * @param {PagePosition | null} to
 * @returns {boolean}
 */
export function isMoveToNewest(state, from, to) {
  const left = state?.replaced?.find((one) => one.id === from?.document);
  return left !== undefined && left.replaced_by === to?.document;
}

/**
 * Page at which the reader left an earlier version; 0: none was open.
 * @param {State | null} state
 * @param {number} document the newest version
 * @param {(document: number) => number} left last page of a document, 0: none
 * @returns {number}
 */
export function lastPageInEarlierVersion(state, document, left) {
  const earlier = (state?.replaced ?? []).filter((one) => one.replaced_by === document);
  // The latest version first.
  for (const { id } of [...earlier].sort((one, other) => other.id - one.id)) {
    const page = left(id);
    if (page) return positionInNewest(state, { document: id, page })?.page ?? 0;
  }
  return 0;
}
