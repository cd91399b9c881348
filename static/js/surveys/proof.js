/** Proof of work for surveys by open link; the server checks it (rules/proof.py). */

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Hashes between two looks at the clock, and how long the page may stand still. */
const HASHES_AT_ONCE = 250;
const SLICE_MS = 40;

/**
 * @param {Uint8Array} digest
 * @param {number} bits
 * @returns {boolean} whether the digest begins with so many zero bits
 */
export function hasZeroBits(digest, bits) {
  const whole = bits >> 3;
  for (let index = 0; index < whole; index++) if (digest[index]) return false;
  return !(bits & 7) || (digest[whole] ?? 0) >> (8 - (bits & 7)) === 0;
}

/**
 * Find the number that proves the work, in slices, so that the page stays alive.
 * @param {string} code the survey's
 * @param {string} retryKey the answer's
 * @param {number} bits 0: nothing is to be proved
 * @returns {Promise<string>}
 */
export async function findProof(code, retryKey, bits) {
  if (!bits) return "";
  const begin = `${code}:${retryKey}:`;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let number = 0; ; number++) {
    if (hasZeroBits(sha256(utf8ToBytes(begin + number)), bits)) return String(number);
    if (number % HASHES_AT_ONCE || performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setTimeout(resolve));
    sliceEnd = performance.now() + SLICE_MS;
  }
}
