/**
 * Local storage of one member of one meeting, such as the last page read; no content of
 * documents. Entries of other members are deleted.
 */

import { DISPLAY_KEY } from "./display_settings.js";

const PREFIX = "kiosk/";
/** Answers to surveys that are not sent yet; whoever signs out leaves none. */
export const SURVEY_PREFIX = "kiosk-survey/";

/** @returns {Storage | null} null where the browser allows none */
function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** @param {string} [except] a prefix to spare; answers to surveys are spared with it */
function removeEntries(except) {
  const local = storage();
  if (!local) return;
  /** @param {string} key */
  const isRemoved = (key) =>
    except
      ? key.startsWith(PREFIX) && !key.startsWith(except)
      : key.startsWith(PREFIX) || key.startsWith(SURVEY_PREFIX);
  for (const key of Object.keys(local).filter(isRemoved)) local.removeItem(key);
}

/** Signed out: until the next page nothing is written any more. */
let isSignedOut = false;

/** @typedef {(reason: string) => Promise<unknown>} SignOutHandler `reason` of the sign-out */

/** What else keeps something of a holder. @type {Set<SignOutHandler>} */
const signOutHandlers = new Set();

/** @param {SignOutHandler} forget wipes what it keeps; called at signing out */
export function onSignOut(forget) {
  signOutHandlers.add(forget);
}

/** What a holder has written and not sent yet. @type {Set<() => Promise<unknown>>} */
const pendingSenders = new Set();

/** @param {() => Promise<unknown>} send sends what waits; called before forgetting */
export function onBeforeSignOut(send) {
  pendingSenders.add(send);
}

/** Who hands the tablet back does not wait longer for what is still to be sent. */
const FLUSH_TIMEOUT_MS = 4000;

/** Send what still waits, if that is possible soon. */
export async function sendPending() {
  const timeout = new Promise((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS));
  const sent = Promise.allSettled([...pendingSenders].map((send) => send()));
  await Promise.race([sent, timeout]);
}

/**
 * Remove the data of every holder of this device; part of signing out.
 * @param {string} [reason] given by the server; empty: signed out by the holder
 * @returns {Promise<unknown>} settles when nothing is left
 */
export function forgetHolderData(reason = "") {
  isSignedOut = true;
  removeEntries();
  storage()?.removeItem(DISPLAY_KEY);
  return Promise.allSettled([...signOutHandlers].map((forget) => forget(reason)));
}

export class MemberStorage {
  /**
   * @param {number | string} meeting
   * @param {number | string} holder
   */
  constructor(meeting, holder) {
    this.prefix = `${PREFIX}${meeting}/${holder}/`;
    removeEntries(this.prefix);
  }

  /**
   * @param {string} name
   * @returns {any} null if nothing is stored
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
    if (isSignedOut) return;
    try {
      storage()?.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs a bookmark, nothing more.
    }
  }

  /** @param {string} name */
  remove(name) {
    storage()?.removeItem(this.prefix + name);
  }
}
