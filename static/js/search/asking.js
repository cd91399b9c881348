/** Whom a search asks: the server; while it does not answer, what this device keeps. */

import { withQuery } from "../base/address.js";
import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";
import { pageMeetingId } from "../base/page.js";

/** @typedef {import("./searching.js").Found} Found */
/** @typedef {{find: (words: string, after: number) => Promise<Found>}} Library */

/** The server answers in a tenth of it; a dead network never would. */
const PATIENCE_MS = 4000;

/**
 * @param {string} words
 * @param {number} after
 * @returns {Promise<Found>}
 */
export function askServer(words, after) {
  const url = addresses.searchInMeeting(pageMeetingId());
  return get(withQuery(url, { find: words, after }), {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
}

/**
 * @param {string} words
 * @param {number} after
 * @param {Library | undefined} library
 * @returns {Promise<Found>}
 */
export async function askAnybody(words, after, library) {
  try {
    return await askServer(words, after);
  } catch (error) {
    const isAway =
      error instanceof ApiError && (error.status === 0 || error.status > 500);
    const found = isAway && (await library?.find(words, after));
    // Nothing is kept here: that nobody answers is all there is to say.
    if (!found || !found.kept) throw error;
    return found;
  }
}
