/** State and documents available on this device without the server. */

import { isLapsed, isPast } from "./lease.js";

/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

/**
 * Return the state as it was when the server last answered, if it may still be shown.
 * @param {CacheStore} cacheStore
 * @param {string} holder
 * @returns {Promise<Snapshot | null>}
 */
export async function cachedState(cacheStore, holder) {
  const lease = await cacheStore.lease();
  const now = Date.now();
  if (!lease || lease.holder !== holder || isLapsed(lease, now)) return null;
  /** @type {Snapshot | null} */
  const state = await cacheStore.record("state");
  if (!state) return null;
  const stays = (/** @type {{readable_until: string | null}} */ paper) =>
    !isPast(paper.readable_until, now);
  const { documents, replaced } = state;
  return {
    ...state,
    documents: documents.filter(stays),
    replaced: replaced.filter(stays),
  };
}

/**
 * @param {CacheStore} cacheStore
 * @returns {Promise<{whole: number, partly: number}>} number of documents stored from the
 *   first page to the last, and of how many only some pages
 */
export async function countCached(cacheStore) {
  const count = { whole: 0, partly: 0 };
  for (const id of await cacheStore.papers()) {
    const cache = await cacheStore.paper(id);
    const note = cache && (await cacheStore.documentRecord(cache));
    if (isComplete(note)) count.whole += 1;
    else count.partly += 1;
  }
  return count;
}

/**
 * Whether a document is stored completely.
 * @param {import("./cache_store.js").DocumentRecord | null} note
 */
export function isComplete(note) {
  return Boolean(note?.sign) && !note?.isPartial;
}
