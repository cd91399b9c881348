/** Cache the gate's screen, so that it opens without the server. */

import { onSignOut } from "../base/member_storage.js";
import { setUpServiceWorker } from "../offline/service_worker_setup.js";
import { wipe } from "../offline/device_wipe.js";

/** @typedef {import("../offline/cache_store.js").CacheStore} CacheStore */

/** A contact is written down so often. */
const INTERVAL_MS = 30_000;
/** So long after the last contact the screen still opens, in seconds. */
const LEASE_SECONDS = 24 * 3600;

/**
 * @param {CacheStore} cacheStore
 * @param {string} holder "" if nothing may be stored
 * @param {EventTarget & {service: {isAway: boolean}}} scanSync dispatches `synced`
 * @param {string[]} extraFiles addresses of files that only a gate needs
 */
export async function cacheGateScreen(cacheStore, holder, scanSync, extraFiles) {
  if (!cacheStore.isThere || !holder) return;
  onSignOut(() => wipe(cacheStore));
  if (!(await setUpServiceWorker(cacheStore, holder))) return;
  let contact = 0;
  const renew = async () => {
    const now = Date.now();
    if (scanSync.service.isAway || now - contact < INTERVAL_MS) return;
    contact = now;
    await cacheStore.renew({ holder, contact, seconds: LEASE_SECONDS });
  };
  await renew();
  scanSync.addEventListener("synced", renew);
  // The worker caches these when they are requested through it.
  await Promise.allSettled(extraFiles.map((address) => fetch(address)));
}
