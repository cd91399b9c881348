/** What this device has for the time without the server. */

import { isLapsed, isPast } from "./lease.js";

/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./vault.js").Vault} Vault */

/**
 * Return the state as it was when the server last answered, if it may still be shown.
 * @param {Vault} vault
 * @param {string} holder
 * @returns {Promise<Snapshot | null>}
 */
export async function keptState(vault, holder) {
  const lease = await vault.lease();
  const now = Date.now();
  if (!lease || lease.holder !== holder || isLapsed(lease, now)) return null;
  /** @type {Snapshot | null} */
  const state = await vault.record("state");
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
 * @param {Vault} vault
 * @returns {Promise<number>} how many papers are here from the first page to the last
 */
export async function countWhole(vault) {
  let count = 0;
  for (const id of await vault.papers()) {
    const cache = await vault.paper(id);
    const note = cache && (await vault.paperNote(cache));
    if (note?.sign) count += 1;
  }
  return count;
}
