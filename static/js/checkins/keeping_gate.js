/** Keeps the gate's screen on this device, so that it opens without the server too. */

import { onForget } from "../base/memory.js";
import { prepare } from "../offline/preparing.js";
import { wipe } from "../offline/wiping.js";

/** @typedef {import("../offline/vault.js").Vault} Vault */

/** A contact is written down so often. */
const EVERY_MS = 30_000;
/** So long after the last contact the screen still opens, in seconds. */
const LEASE_S = 24 * 3600;

/**
 * @param {Vault} vault
 * @param {string} holder "" where nothing may be kept
 * @param {EventTarget & {house: {isAway: boolean}}} exchanging tells of each exchange
 * @param {string[]} extras addresses of files that only a gate needs
 */
export async function keepGate(vault, holder, exchanging, extras) {
  if (!vault.isThere || !holder) return;
  onForget(() => wipe(vault));
  if (!(await prepare(vault, holder))) return;
  let contact = 0;
  const renew = async () => {
    const now = Date.now();
    if (exchanging.house.isAway || now - contact < EVERY_MS) return;
    contact = now;
    await vault.renew({ holder, contact, seconds: LEASE_S });
  };
  await renew();
  exchanging.addEventListener("exchanged", renew);
  // The worker keeps these once somebody has asked for them through it.
  await Promise.allSettled(extras.map((address) => fetch(address)));
}
