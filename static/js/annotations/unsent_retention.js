/**
 * Which notes stay on a device after sign-out: only unsent ones, for a limited time.
 * Pure functions.
 */

/** @typedef {import("./note_cipher.js").StoredNote} StoredNote */
/** @typedef {{owner: string, note: StoredNote}} StoredRow */

const UNSENT_RETENTION_DAYS = 7;
const UNSENT_RETENTION_MS = UNSENT_RETENTION_DAYS * 24 * 3600 * 1000;

/**
 * Choose what is dropped.
 * @param {StoredRow[]} rows all stored notes
 * @param {(row: StoredRow) => boolean} isKeptWhole rows kept whether sent or not
 * @param {number} now
 * @returns {[owner: string, key: string][]} their keys
 */
export function notesToDelete(rows, isKeptWhole, now) {
  return rows
    .filter((row) => !isKeptWhole(row) && !isRetained(row.note, now))
    .map(({ owner, note }) => [owner, note.key]);
}

/**
 * @param {StoredNote} note
 * @param {number} now
 */
export function isRetained({ waiting, refusal, edited_at }, now) {
  const isUnsent = Boolean(waiting || refusal);
  return isUnsent && now - Date.parse(edited_at) < UNSENT_RETENTION_MS;
}
