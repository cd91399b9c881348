/** Wipe a device and report it to the server; an unreported wipe is reported later. */

import * as addresses from "../base/addresses.js";

/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

/** Exists while a wipe has not been reported. */
const UNREPORTED = "kiosk-untold";
/** Exists while a sign-out has not reached the server. */
const SIGN_OUT_PENDING = "kiosk-leaving";

/** @param {import("../base/address_builder.js").PostAddress} url */
function postKeepalive(url) {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: "{}",
    // The page may be on its way out.
    keepalive: true,
  });
}

/** @param {CacheStore} cacheStore */
export async function wipe(cacheStore) {
  if (!(await cacheStore.wipe())) return;
  await cacheStore.storage.open(UNREPORTED);
  await reportWipe(cacheStore);
}

/**
 * Report an unreported wipe; the server identifies the device by its cookie.
 * @param {CacheStore} cacheStore
 */
export async function reportWipe(cacheStore) {
  if (!cacheStore.isThere || !(await cacheStore.storage.has(UNREPORTED))) return;
  try {
    const { ok } = await postKeepalive(addresses.offlineReportWiped());
    if (ok) await cacheStore.storage.delete(UNREPORTED);
  } catch {
    // Nobody answers; there is another time.
  }
}

/**
 * Mark the holder as signed out: any page opened next signs out on the server first.
 * @param {CacheStore} cacheStore
 */
export async function markSignedOut(cacheStore) {
  if (cacheStore.isThere) await cacheStore.storage.open(SIGN_OUT_PENDING);
}

/**
 * Tell whether a holder has left whom the server still takes for signed in.
 * @param {CacheStore} cacheStore
 */
export async function isSignOutPending(cacheStore) {
  return cacheStore.isThere && (await cacheStore.storage.has(SIGN_OUT_PENDING));
}

/**
 * Sign out who has left.
 * @param {CacheStore} cacheStore
 * @returns {Promise<boolean>} whether the server has taken it
 */
export async function finishSignOut(cacheStore) {
  try {
    const { ok } = await postKeepalive(addresses.accountsSignOut());
    if (ok && cacheStore.isThere) await cacheStore.storage.delete(SIGN_OUT_PENDING);
    return ok;
  } catch {
    return false;
  }
}
