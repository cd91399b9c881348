/** Search on the server, with the offline index as fallback. */

import { withQuery } from "../base/address_builder.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { pageMeetingId } from "../base/page_context.js";

/** @typedef {import("./search_session.js").SearchResults} SearchResults */
/** @typedef {{find: (words: string, after: number) => Promise<SearchResults>}} Library */

/** The server answers in a tenth of it; a dead network never would. */
const SERVER_TIMEOUT_MS = 4000;

/**
 * @param {string} words
 * @param {number} after
 * @returns {Promise<SearchResults>}
 */
export function searchServer(words, after) {
  const url = addresses.searchInMeeting(pageMeetingId());
  return get(withQuery(url, { find: words, after }), {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(SERVER_TIMEOUT_MS),
  });
}

/**
 * @param {string} words
 * @param {number} after
 * @param {Library | undefined} textIndex
 * @returns {Promise<SearchResults>}
 */
export async function searchWithFallback(words, after, textIndex) {
  try {
    return await searchServer(words, after);
  } catch (error) {
    const isAway =
      error instanceof ApiError && (error.status === 0 || error.status > 500);
    const found = isAway && (await textIndex?.find(words, after));
    // Nothing is stored on this device: report the error.
    if (!found || !found.kept) throw error;
    return found;
  }
}
