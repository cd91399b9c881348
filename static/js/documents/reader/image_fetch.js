/** Fetch a page image with retries; a watermarked image may take a while. */

import { retryDeadlines, withDeadline } from "../../base/deadline.js";

/** A page that is being drawn is asked for so often, after so long. */
const TRIES = 12;
const PAUSE_MS = 1200;
/** Asked for at once, the same address would join the request that is being given up. */
const CANCEL_MS = 100;
/** Half a megabyte over a thin line may take a minute. */
const DEADLINES_MS = retryDeadlines(15_000, 4000, 60_000);

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<HTMLImageElement>}
 */
function decoded(address, signal) {
  const image = new Image();
  image.className = "sheet-image";
  image.alt = "";
  image.draggable = false;
  image.decoding = "sync";
  image.src = address;
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => {
      // Without an address the browser closes the connection, and decodes for ever.
      image.removeAttribute("src");
      reject(new Error("given up"));
    });
    image.decode().then(() => resolve(image), reject);
  });
}

/** Wait a random time: many clients may want the same page. */
const pause = (/** @type {number} */ ms) =>
  new Promise((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));

/**
 * @typedef {object} ImageFetchOptions
 * @property {() => boolean} isWorthWaiting asked after each try that failed
 * @property {() => boolean} isWaitedFor whether its page is visible now
 * @property {AbortSignal} given the page is no longer wanted
 */

/**
 * @param {string} address
 * @param {number} ms
 * @param {ImageFetchOptions} options
 * @returns {Promise<HTMLImageElement | "silent" | "refused">}
 */
async function tryOnce(address, ms, { given, isWaitedFor }) {
  const began = performance.now();
  try {
    const how = { outer: given, isWaitedFor };
    return await withDeadline((signal) => decoded(address, signal), ms, how);
  } catch {
    return performance.now() - began >= ms ? "silent" : "refused";
  }
}

/**
 * @param {"silent" | "refused"} outcome
 * @param {number} silences so far
 * @param {ImageFetchOptions} options
 */
function isWorthAnother(outcome, silences, { given, isWorthWaiting, isWaitedFor }) {
  if (given.aborted) return false;
  if (outcome === "refused") return isWorthWaiting();
  // A visible page is retried as long as it is visible.
  return silences < DEADLINES_MS.length || isWaitedFor();
}

/**
 * @param {string} address
 * @param {ImageFetchOptions} options
 * @returns {Promise<HTMLImageElement | null>} null: it could not be had
 */
export async function fetchImage(address, options) {
  const failed = { silent: 0, refused: 0 };
  while (failed.refused < TRIES) {
    const ms = DEADLINES_MS[failed.silent % DEADLINES_MS.length] ?? 0;
    const outcome = await tryOnce(address, ms, options);
    if (outcome instanceof Image) return outcome;
    failed[outcome] += 1;
    if (!isWorthAnother(outcome, failed.silent, options)) return null;
    await pause(outcome === "refused" ? PAUSE_MS : CANCEL_MS);
  }
  return null;
}
