/** Puts the worker in its place, and the screen beside the files it is made of. */

import * as addresses from "../base/addresses.js";
import { staticBase } from "../base/static_files.js";
import { KEEP } from "./worker/papers.js";
import { isShellWhole } from "./worker/shell.js";
import { wipe } from "./wiping.js";

/** @typedef {import("./vault.js").Vault} Vault */

const HOLDER = "Kiosk-Holder";
const BASE = staticBase(import.meta.url);

/**
 * Have the worker keep what lies at an address.
 * @param {string} path
 * @returns {Promise<number>} the status of its answer; 0: nobody answers
 */
export async function keep(path) {
  try {
    const answer = await fetch(path, { headers: { [KEEP]: "1" } });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

/**
 * Make this device able to keep something for `holder`.
 * @param {Vault} vault
 * @param {string} holder
 * @returns {Promise<boolean>} whether it is
 */
export async function prepare(vault, holder) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  await begin(vault, holder);
  try {
    const options = /** @type {RegistrationOptions} */ ({ type: "module" });
    await serviceWorker.register(addresses.offlineServiceWorker(), options);
  } catch {
    // Nobody answers; a worker of before still does its work.
    return serviceWorker.controller !== null;
  }
  await present(serviceWorker);
  // Where the browser asks nobody, it is granted or not in silence.
  await navigator.storage.persist().catch(() => false);
  await keepScreen(vault, holder);
  return true;
}

/**
 * @param {Vault} vault
 * @param {string} holder
 */
async function begin(vault, holder) {
  const lease = await vault.lease();
  if (lease?.holder === holder) return;
  await wipe(vault);
  // Nothing may be read by it before the first list has come.
  await vault.renew({ holder, contact: 0, seconds: 0 });
}

/**
 * Wait until this version's worker answers for this page.
 * @param {ServiceWorkerContainer} serviceWorker
 */
async function present(serviceWorker) {
  for (;;) {
    const change = new Promise((resolve) => {
      serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    });
    if (serviceWorker.controller && (await isShellWhole(BASE))) return;
    await change;
  }
}

/**
 * @param {Vault} vault
 * @param {string} holder
 */
async function keepScreen(vault, holder) {
  const { pathname } = location;
  try {
    const answer = await fetch(pathname, { headers: { Accept: "text/html" } });
    const isOurs = answer.headers.get(HOLDER) === holder;
    if (answer.ok && !answer.redirected && isOurs) {
      await vault.keepScreen(pathname, answer);
    }
  } catch {
    // The one from before is as good.
  }
}
