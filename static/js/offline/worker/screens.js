/** Whole pages: the server's if it answers, else the one that was kept. */

import * as addresses from "../../base/addresses.js";
import { isLapsed } from "../lease.js";
import { finishLeaving, isLeaving, tell, wipe } from "../wiping.js";

/** @typedef {import("../vault.js").Vault} Vault */
/** @typedef {import("./shell.js").Shell} Shell */

/** Nobody looks longer at nothing where there is something to show, in milliseconds. */
export const PATIENCE_MS = 4000;
/** Where a tablet begins that has just been switched on. */
const START = addresses.screensStart();
/** For whom the server made a page. */
const HOLDER = "Kiosk-Holder";

export class Screens {
  /**
   * @param {Vault} vault
   * @param {Shell} shell
   */
  constructor(vault, shell) {
    this.vault = vault;
    this.shell = shell;
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async answer(request) {
    if (await isLeaving(this.vault)) return this.#idle();
    const asked = this.#ask(request);
    const kept = await this.#kept(request);
    if (!kept) return (await asked) ?? this.shell.standIn();
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
    const answer = await Promise.race([asked, patience]);
    // A proxy whose server is away says so with these.
    return answer && answer.status < 500 ? answer : kept;
  }

  /** Whoever held this device has left: no page is shown to him any more. */
  async #idle() {
    const isGone = await finishLeaving(this.vault);
    return isGone
      ? Response.redirect(addresses.badgesShowIdle(), 303)
      : this.shell.standIn();
  }

  /**
   * @param {Request} request
   * @returns {Promise<Response | null>} null: nobody answers
   */
  async #ask(request) {
    let answer;
    try {
      answer = await fetch(request);
    } catch {
      return null;
    }
    await this.#heed(answer.headers.get(HOLDER));
    return answer;
  }

  /**
   * A page for somebody else: what is kept for the one before must not outlast it.
   * @param {string | null} holder null: the answer is no page of ours
   */
  async #heed(holder) {
    if (holder === null) return;
    const lease = await this.vault.lease();
    if (lease && lease.holder !== holder) await wipe(this.vault);
    else await tell(this.vault);
  }

  /** @param {Request} request */
  async #kept({ url }) {
    const lease = await this.vault.lease();
    if (isLapsed(lease, Date.now())) return undefined;
    const { pathname } = new URL(url);
    return pathname === START ? this.#home() : this.vault.screen(pathname);
  }

  /** Power is back before the network: whoever is signed in goes on with what is kept. */
  async #home() {
    const path = await this.vault.screenPath();
    return path ? Response.redirect(path, 303) : undefined;
  }
}
