/** Fetches a page's picture; one that is drawn for this reader may take a while. */

import { deadlines, inTime } from "../../base/deadline.js";

/** A page that is being drawn is asked for so often, after so long. */
const TRIES = 12;
const PAUSE_MS = 1200;
/** Asked for at once, the same address would join the request that is being given up. */
const CANCEL_MS = 100;
/** Half a megabyte over a thin line may take a minute. */
const DEADLINES_MS = deadlines(15_000, 4000, 60_000);

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

/** Wait; at different moments, for the whole hall may want the same page. */
const pause = () =>
  new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));

/**
 * @param {string} address
 * @param {object} how
 * @param {() => boolean} how.isWorthWaiting asked after each try that failed
 * @param {() => boolean} how.isWaitedFor somebody looks at its page now
 * @param {AbortSignal} how.given the page is no longer wanted
 * @returns {Promise<HTMLImageElement | null>} null: it could not be had
 */
export async function patientImage(address, { isWorthWaiting, isWaitedFor, given }) {
  const how = { outer: given, isWaitedFor };
  let silences = 0;
  for (let left = TRIES; left > 0; left -= 1) {
    const ms = DEADLINES_MS[silences] ?? 0;
    const began = performance.now();
    try {
      return await inTime((signal) => decoded(address, signal), ms, how);
    } catch {
      if (given.aborted) return null;
    }
    if (performance.now() - began >= ms) {
      silences += 1;
      if (silences >= DEADLINES_MS.length) return null;
      await new Promise((resolve) => setTimeout(resolve, CANCEL_MS));
    } else {
      if (!isWorthWaiting()) return null;
      await pause();
    }
  }
  return null;
}
