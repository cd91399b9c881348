/** Register the service worker, and cache the screen. */

import * as addresses from "../base/addresses.js";
import { staticBase } from "../base/static_files.js";
import { KEEP_HEADER } from "./worker/document_cache.js";
import { isPrecacheComplete } from "./worker/precache.js";
import { wipe } from "./device_wipe.js";

/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

const HOLDER = "Kiosk-Holder";
const BASE = staticBase(import.meta.url);

/**
 * Ask the worker to store the file at an address.
 * @param {string} path
 * @returns {Promise<number>} the status of its answer; 0: no answer
 */
export async function keep(path) {
  try {
    const answer = await fetch(path, { headers: { [KEEP_HEADER]: "1" } });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

/**
 * Make this device able to keep something for `holder`.
 * @param {CacheStore} cacheStore
 * @param {string} holder
 * @returns {Promise<boolean>} whether it is
 */
export async function setUpServiceWorker(cacheStore, holder) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  await startLease(cacheStore, holder);
  try {
    const options = /** @type {RegistrationOptions} */ ({ type: "module" });
    await serviceWorker.register(addresses.offlineServiceWorker(), options);
  } catch {
    // Nobody answers; a worker of before still does its work.
    return serviceWorker.controller !== null;
  }
  await waitForController(serviceWorker);
  // Some browsers grant or deny this without asking.
  await navigator.storage.persist().catch(() => false);
  await keepScreen(cacheStore, holder);
  return true;
}

/**
 * @param {CacheStore} cacheStore
 * @param {string} holder
 */
async function startLease(cacheStore, holder) {
  const lease = await cacheStore.lease();
  if (lease?.holder === holder) return;
  await wipe(cacheStore);
  // Nothing may be read by it before the first list has come.
  await cacheStore.renew({ holder, contact: 0, seconds: 0 });
}

/**
 * Wait until this version's worker answers for this page.
 * @param {ServiceWorkerContainer} serviceWorker
 */
async function waitForController(serviceWorker) {
  for (;;) {
    const change = new Promise((resolve) => {
      serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    });
    if (serviceWorker.controller && (await isPrecacheComplete(BASE))) return;
    await change;
  }
}

/**
 * @param {CacheStore} cacheStore
 * @param {string} holder
 */
async function keepScreen(cacheStore, holder) {
  const { pathname } = location;
  try {
    const answer = await fetch(pathname, { headers: { Accept: "text/html" } });
    const isOurs = answer.headers.get(HOLDER) === holder;
    if (answer.ok && !answer.redirected && isOurs) {
      await cacheStore.keepScreen(pathname, answer);
    }
  } catch {
    // The one from before is as good.
  }
}
