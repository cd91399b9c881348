/**
 * What stays on a device for a member who is not there: what he wrote and the server
 * does not have yet. Nobody else is shown it; it goes when he comes back and it is sent,
 * when he gives it up at signing out, or after some days. Values only.
 */

/** @typedef {import("./locker.js").Kept} Kept */
/** @typedef {{owner: string, note: Kept}} Row */

const SEALED_DAYS = 7;
const SEALED_MS = SEALED_DAYS * 24 * 3600 * 1000;

/**
 * Choose what is dropped.
 * @param {Row[]} rows all that is kept here
 * @param {(row: Row) => boolean} isWhole rows kept whether they were sent or not
 * @param {number} now
 * @returns {[owner: string, key: string][]} their keys
 */
export function toDrop(rows, isWhole, now) {
  return rows
    .filter((row) => !isWhole(row) && !isSealed(row.note, now))
    .map(({ owner, note }) => [owner, note.key]);
}

/**
 * @param {Kept} note
 * @param {number} now
 */
export function isSealed({ waiting, refusal, edited_at }, now) {
  const isUnsent = Boolean(waiting || refusal);
  return isUnsent && now - Date.parse(edited_at) < SEALED_MS;
}
