/**
 * What this device remembers for one member of one meeting: where he read, whether
 * he follows. Nothing of the papers themselves. Another member's is swept away.
 */

import { LOOK_KEY } from "./look.js";

const PREFIX = "kiosk/";

/** @returns {Storage | null} null where the browser allows none */
function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** @param {string} [except] a prefix to spare */
function sweep(except) {
  const kept = storage();
  for (const key of Object.keys(kept ?? {})) {
    if (!key.startsWith(PREFIX) || (except && key.startsWith(except))) continue;
    kept?.removeItem(key);
  }
}

/** Signed out: until the next page nothing is written any more. */
let isOver = false;

/** @typedef {(reason: string) => Promise<unknown>} Forget told why the holder goes */

/** What else keeps something of a holder. @type {Set<Forget>} */
const others = new Set();

/** @param {Forget} forget wipes what it keeps; called at signing out */
export function onForget(forget) {
  others.add(forget);
}

/** What a holder has written and not sent yet. @type {Set<() => Promise<unknown>>} */
const lastWords = new Set();

/** @param {() => Promise<unknown>} send sends what waits; called before forgetting */
export function onLastWords(send) {
  lastWords.add(send);
}

/** Who hands the tablet back does not wait longer for what is still to be sent. */
const PATIENCE_MS = 4000;

/** Send what still waits, if that is possible soon. */
export async function sendLastWords() {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const sent = Promise.allSettled([...lastWords].map((send) => send()));
  await Promise.race([sent, patience]);
}

/**
 * Forget every holder of this device; part of signing out.
 * @param {string} [reason] what the server said; nothing where the holder goes himself
 * @returns {Promise<unknown>} settles when nothing is left
 */
export function forgetHolders(reason = "") {
  isOver = true;
  sweep();
  storage()?.removeItem(LOOK_KEY);
  return Promise.allSettled([...others].map((forget) => forget(reason)));
}

export class Memory {
  /**
   * @param {number | string} meeting
   * @param {number | string} holder
   */
  constructor(meeting, holder) {
    this.prefix = `${PREFIX}${meeting}/${holder}/`;
    sweep(this.prefix);
  }

  /**
   * @param {string} name
   * @returns {any} null where nothing is kept
   */
  read(name) {
    try {
      return JSON.parse(storage()?.getItem(this.prefix + name) ?? "null");
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  write(name, value) {
    if (isOver) return;
    try {
      storage()?.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs a bookmark, nothing more.
    }
  }
}
