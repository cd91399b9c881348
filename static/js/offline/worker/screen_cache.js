/** Screens: from the server if it answers, else from the cache. */

import * as addresses from "../../base/addresses.js";
import { isLapsed } from "../lease.js";
import { finishSignOut, isSignOutPending, reportWipe, wipe } from "../device_wipe.js";

/** @typedef {import("../cache_store.js").CacheStore} CacheStore */
/** @typedef {import("./precache.js").Precache} Precache */

/** Nobody looks longer at nothing where there is something to show, in milliseconds. */
export const SERVER_TIMEOUT_MS = 4000;
/** Where a tablet begins that has just been switched on. */
const START = addresses.screensStart();
/** For whom the server made a page. */
const HOLDER = "Kiosk-Holder";

export class ScreenCache {
  /**
   * @param {CacheStore} cacheStore
   * @param {Precache} precache
   */
  constructor(cacheStore, precache) {
    this.cacheStore = cacheStore;
    this.precache = precache;
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async answer(request) {
    if (await isSignOutPending(this.cacheStore)) return this.#signedOut();
    const asked = this.#ask(request);
    const cached = await this.#cached(request);
    if (!cached) return (await asked) ?? this.precache.fallbackPage();
    const timeout = new Promise((resolve) =>
      setTimeout(resolve, SERVER_TIMEOUT_MS, null),
    );
    const answer = await Promise.race([asked, timeout]);
    // A proxy whose server is down answers with these.
    return answer && answer.status < 500 ? answer : cached;
  }

  /** The holder has signed out: show no page of theirs. */
  async #signedOut() {
    const isGone = await finishSignOut(this.cacheStore);
    return isGone
      ? Response.redirect(addresses.badgesShowIdle(), 303)
      : this.precache.fallbackPage();
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response | null>} null: no answer
   */
  async #ask(request) {
    let answer;
    try {
      answer = await fetch(request);
    } catch {
      return null;
    }
    await this.#onHolder(answer.headers.get(HOLDER));
    return answer;
  }

  /**
   * A page for another holder: delete what is stored for the previous one.
   * @param {string | null} holder null: the answer is no page of ours
   */
  async #onHolder(holder) {
    if (holder === null) return;
    const lease = await this.cacheStore.lease();
    if (lease && lease.holder !== holder) await wipe(this.cacheStore);
    else await reportWipe(this.cacheStore);
  }

  /** @param {Request} request */
  async #cached({ url }) {
    const lease = await this.cacheStore.lease();
    if (isLapsed(lease, Date.now())) return undefined;
    const { pathname } = new URL(url);
    return pathname === START ? this.#home() : this.cacheStore.screen(pathname);
  }

  /** Started without network: continue with the cached screen. */
  async #home() {
    const path = await this.cacheStore.screenPath();
    return path ? Response.redirect(path, 303) : undefined;
  }
}
