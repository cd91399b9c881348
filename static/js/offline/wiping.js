/**
 * Emptying a device, and telling the server so: the secretary counts on it. What could
 * not be told is told at the next chance.
 */

import * as addresses from "../base/addresses.js";

/** @typedef {import("./vault.js").Vault} Vault */

/** There while the server has not been told. */
const UNTOLD = "kiosk-untold";
/** There while a holder has left, and the server does not know it yet. */
const LEAVING = "kiosk-leaving";

/** @param {import("../base/address.js").PostAddress} url */
function say(url) {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: "{}",
    // The page may be on its way out.
    keepalive: true,
  });
}

/** @param {Vault} vault */
export async function wipe(vault) {
  if (!(await vault.wipe())) return;
  await vault.storage.open(UNTOLD);
  await tell(vault);
}

/**
 * Tell the server what it does not know yet; it knows the device by its cookie.
 * @param {Vault} vault
 */
export async function tell(vault) {
  if (!vault.isThere || !(await vault.storage.has(UNTOLD))) return;
  try {
    const { ok } = await say(addresses.offlineReportWiped());
    if (ok) await vault.storage.delete(UNTOLD);
  } catch {
    // Nobody answers; there is another time.
  }
}

/**
 * Note that the holder has left: whatever page is opened next, he is signed out first.
 * @param {Vault} vault
 */
export async function beginLeaving(vault) {
  if (vault.isThere) await vault.storage.open(LEAVING);
}

/**
 * Tell whether a holder has left whom the server still takes for signed in.
 * @param {Vault} vault
 */
export async function isLeaving(vault) {
  return vault.isThere && (await vault.storage.has(LEAVING));
}

/**
 * Sign out who has left.
 * @param {Vault} vault
 * @returns {Promise<boolean>} whether the server has taken it
 */
export async function finishLeaving(vault) {
  try {
    const { ok } = await say(addresses.accountsSignOut());
    if (ok && vault.isThere) await vault.storage.delete(LEAVING);
    return ok;
  } catch {
    return false;
  }
}
