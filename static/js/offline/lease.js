/**
 * Lease of the offline copy. Pure functions; moments are milliseconds since 1970 by the
 * device's clock.
 *
 * @typedef {{holder: string, contact: number, seconds: number}} Lease for whom, when the
 *   server last answered, and for how long after that
 */

/** A clock may be set right by so much; one that was set back further proves nothing. */
export const SLACK_MS = 10 * 60_000;

/**
 * Tell whether nothing may be read any more without asking the server.
 * @param {Lease | null} lease
 * @param {number} now
 */
export function isLapsed(lease, now) {
  if (!lease) return true;
  const age = now - lease.contact;
  return age > lease.seconds * 1000 || age < -SLACK_MS;
}

/**
 * Whether a document has expired.
 * @param {string | null | undefined} until
 * @param {number} now
 */
export function isPast(until, now) {
  return typeof until === "string" && Date.parse(until) <= now;
}
