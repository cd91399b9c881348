/** Scans as stored and as sent, and tokens of badges. */

const NAME_LENGTH = 32;

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {string} salt of the meeting
 * @param {string} secret of the badge
 * @returns {Promise<string>} "" where the page's link is not encrypted: then the
 *   browser computes nothing, and the server has to be asked
 */
export async function badgeToken(salt, secret) {
  if (!salt || !globalThis.crypto?.subtle) return "";
  const said = new TextEncoder().encode(`${salt}:${secret}`);
  const hash = await crypto.subtle.digest("SHA-256", said);
  return hex(new Uint8Array(hash)).slice(0, NAME_LENGTH);
}

/**
 * Create a scan with a unique id.
 * @param {Pick<import("./gate_store.js").QueuedScan, "gate" | "direction" | "method" | "insists">} how
 * @param {{token?: string, member?: number}} whom
 * @returns {import("./gate_store.js").QueuedScan}
 */
export function makeScan(how, whom) {
  const id = hex(crypto.getRandomValues(new Uint8Array(16)));
  return { id, ...how, ...whom, at: Date.now(), decided: false };
}

/**
 * Return a stored scan as the server expects it.
 * @param {import("./gate_store.js").QueuedScan} scan
 * @param {number} now
 */
export function asSent(scan, now) {
  // The server's clock and this one may differ; how long ago it was does not.
  const age = Math.max(0, Math.round(now - scan.at));
  return { ...scan, at: undefined, refused: undefined, age };
}
