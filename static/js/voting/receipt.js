/**
 * The receipt of a secret ballot: by it the voter finds the ballot in the list that is
 * published with the result. The server computes the same (`rules/receipts.py`). Draws
 * nothing.
 *
 * @typedef {{nonce: string, commitment: string}} Receipt
 * @typedef {[choices: string, nonce: string, commitment: string]} ListedBallot
 * @typedef {"found" | "missing" | "wrong"} Finding `wrong`: the list is not the one whose
 *   root was announced
 */

// On plain http browsers have no `crypto.subtle`.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** No two of these letters look or sound alike to people who read them aloud. */
const LETTERS = "ACDEFHKLMNPRTVXY";
const CODE_LETTERS = 16;
const NONCE_BYTES = 16;

/**
 * Make the receipt of a ballot.
 * @param {number} voteId
 * @param {import("./ballot_choice.js").Choices} choices
 * @returns {Receipt}
 */
export function newReceipt(voteId, choices) {
  const nonce = bytesToHex(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
  // The keys are numbers, which objects keep in order.
  const commitment = textHash(`${voteId}|${JSON.stringify(choices)}|${nonce}`);
  return { nonce, commitment };
}

/** @param {string} text */
const textHash = (text) => bytesToHex(sha256(new TextEncoder().encode(text)));

/**
 * The short code shown to the voter: four groups of four letters, 64 bits of the nonce.
 * @param {string} nonce
 */
export function receiptCode(nonce) {
  const letters = Array.from(nonce.slice(0, CODE_LETTERS), (digit) =>
    LETTERS.charAt(Number.parseInt(digit, 16)),
  ).join("");
  return letters.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/**
 * The root of the Merkle tree over commitments in their order (RFC 6962, 2.1).
 * @param {string[]} commitments
 * @returns {string}
 */
export function rootOf(commitments) {
  /** @type {Uint8Array[]} */
  let level = commitments.map((one) => sha256(Uint8Array.of(0, ...hexToBytes(one))));
  if (!level.length) return bytesToHex(sha256(new Uint8Array()));
  while (level.length > 1) level = joined(level);
  return level.map((one) => bytesToHex(one)).join("");
}

/** @param {Uint8Array[]} level */
function joined(level) {
  /** @type {Uint8Array[]} */
  const next = [];
  for (let place = 0; place < level.length; place += 2) {
    const [left, right] = level.slice(place, place + 2);
    if (left) next.push(right ? sha256(Uint8Array.of(1, ...left, ...right)) : left);
  }
  return next;
}

/**
 * Look for a ballot in the published list. Only the newest one counted where the ballot
 * was changed; of receipts that may be it, one must be there.
 * @param {Receipt[]} receipts
 * @param {ListedBallot[]} ballots
 * @param {string} root as announced
 * @returns {Finding}
 */
export function findReceipt(receipts, ballots, root) {
  const commitments = ballots.map(([, , commitment]) => commitment);
  if (rootOf(commitments) !== root) return "wrong";
  // The commitment is of the choices as well: a changed one is not found.
  return receipts.some(({ commitment }) => commitments.includes(commitment))
    ? "found"
    : "missing";
}
