/** A button that has a book bound on the server, says how far it is, and gives it. */

import { ApiError, get, post } from "../base/api.js";
import { sayError } from "../base/say_error.js";

/** @typedef {{state: string, done: number, total: number, is_old: boolean}} Book */
/**
 * @typedef {object} Words
 * @property {string} plain there is none yet
 * @property {string} running
 * @property {(done: number, total: number) => string} progress
 * @property {string} failed
 * @property {string} old what it was made of has changed since
 * @property {(total: number) => string} take
 */
/**
 * @typedef {object} Urls
 * @property {import("../base/address.js").PostAddress} begin has it made
 * @property {import("../base/address.js").GetAddress} state tells how far it is
 */

const LOOK_AGAIN_MS = 1500;

export class BookButton {
  #isLooking = false;

  /**
   * @param {HTMLElement} make
   * @param {HTMLElement} take a link to the file
   * @param {Urls} url
   * @param {Words} words
   */
  constructor(make, take, url, words) {
    this.make = /** @type {HTMLButtonElement} */ (make);
    this.take = take;
    this.url = url;
    this.words = words;
  }

  async begin() {
    try {
      await post(this.url.begin);
    } catch (error) {
      sayError(error);
    }
    await this.look();
  }

  async look() {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#draw(await get(this.url.state));
    } catch (error) {
      // What stood there stays; whoever opens or changes something looks again.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isLooking = false;
    }
  }

  /** @param {Book} book */
  #draw({ state, done, total, is_old }) {
    const { plain, running, progress, failed, old } = this.words;
    const isRunning = state === "running";
    const isReady = state === "ready";
    const { make, take } = this;
    make.hidden = isReady && !is_old;
    make.disabled = isRunning;
    make.textContent =
      { running: total ? progress(done, total) : running, failed, ready: old }[state] ??
      plain;
    take.hidden = !isReady || is_old;
    take.textContent = this.words.take(total);
    if (isRunning) setTimeout(() => this.look(), LOOK_AGAIN_MS);
  }
}
