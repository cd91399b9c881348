/**
 * Clear what the browser cached for the previous holder of the tablet. The server sends
 * Clear-Site-Data when another member, or nobody, uses the tablet.
 */

/** For whom something may be stored. It bears a sign-in, no name. */
const KEY = "kiosk-tablet-stored";
/** Spread of requests when all tablets become idle at the end of a meeting, in ms. */
const SPREAD_MS = 1500;

/**
 * @param {string} holder of this page; empty: nobody
 * @param {() => Promise<unknown>} clean
 * @param {{storage?: Storage, random?: () => number}} [parts]
 */
export async function clearSiteData(holder, clean, parts = {}) {
  const { storage = globalThis.localStorage, random = Math.random } = parts;
  const before = storage.getItem(KEY);
  if (before !== null && before !== holder) {
    await new Promise((resolve) => setTimeout(resolve, random() * SPREAD_MS));
    await clean();
    storage.removeItem(KEY);
  }
  if (holder) storage.setItem(KEY, holder);
}
