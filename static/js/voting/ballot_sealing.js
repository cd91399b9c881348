/**
 * Seal a ballot to the vote's public key, so that nobody reads it before the count. Where
 * the library cannot be loaded, the ballot goes as it is and the server seals it.
 */

import { plainBallot } from "./ballot_choice.js";
import { newReceipt } from "./receipt.js";

/** @typedef {import("./ballot_choice.js").Choices} Choices */
/** @typedef {import("./ballot_draft.js").Outgoing} Outgoing */
/** @typedef {import("./receipt.js").Receipt} Receipt */

/** Whoever has pressed "send" waits no longer for the library. */
const LOADING_MS = 6000;

/** @type {Promise<any> | null} */
let loading = null;

/** @returns {Promise<any>} libsodium, ready */
export function loadLibrary() {
  loading ??= import("libsodium-wrappers").then(async (loaded) => {
    const sodium = loaded.default ?? loaded;
    await sodium.ready;
    return sodium;
  });
  // A failed load is tried anew with the next ballot.
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/**
 * @param {Promise<any>} library
 * @returns {Promise<any>} rejects where it takes too long
 */
function inTime(library) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too late")), LOADING_MS);
    library.then(resolve, reject);
  });
}

/** @returns {string} by which the server recognises the same ballot sent again */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Make what is sent, and the receipt that stays here.
 * @param {import("../live/messages.js").Vote} vote
 * @param {Choices} choices
 * @param {() => Promise<any>} [load]
 * @returns {Promise<{outgoing: Outgoing, receipt?: Receipt}>} sealed if the vote is
 *   secret and the library is there
 */
export async function outgoingBallot(vote, choices, load = loadLibrary) {
  const key = newKey();
  const asItIs = { outgoing: { choices, key } };
  if (!vote.public_key) return asItIs;
  try {
    const sodium = await inTime(load());
    const { ORIGINAL } = sodium.base64_variants;
    const publicKey = sodium.from_base64(vote.public_key, ORIGINAL);
    const receipt = vote.has_receipt ? newReceipt(vote.id, choices) : undefined;
    const plain = plainBallot(vote.id, choices, receipt?.nonce);
    const sealed = sodium.crypto_box_seal(plain, publicKey);
    return { outgoing: { sealed: sodium.to_base64(sealed, ORIGINAL), key }, receipt };
  } catch {
    return asItIs;
  }
}
