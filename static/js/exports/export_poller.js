/** Requests an export and polls its progress until it is finished. */

import { ApiError, get, post } from "../base/api.js";
import { showError } from "../base/error_toast.js";

/**
 * @typedef {object} Export
 * @property {string} state
 * @property {number} done
 * @property {number} total
 * @property {number} left_out
 * @property {string} refusal why it failed, if known
 * @property {string[]} suffixes
 * @property {boolean} is_old what it was made of has changed since
 */
/**
 * @typedef {object} PollerOptions
 * @property {() => boolean} [isShown] polling ends when nobody sees it
 * @property {(error: ApiError) => void} [onError] the state is unknown
 */

const POLL_INTERVAL_MS = 1000;

/** @param {{state: string}} found */
export function isBusy({ state }) {
  return state === "waiting" || state === "running";
}

export class ExportPoller {
  #isAsking = false;
  /** Something changed while an older answer was under way. */
  #isOutdated = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => import("../base/address_builder.js").GetAddress} stateUrl
   * @param {(found: Export) => void} draw
   * @param {PollerOptions} [options]
   */
  constructor(stateUrl, draw, { isShown = () => true, onError = () => {} } = {}) {
    this.stateUrl = stateUrl;
    this.draw = draw;
    this.isShown = isShown;
    this.onError = onError;
  }

  /**
   * Begin or cancel it, and show the result.
   * @param {import("../base/address_builder.js").PostAddress} url
   * @param {object} [body]
   */
  async send(url, body = {}) {
    try {
      await post(url, body);
    } catch (error) {
      showError(error);
    }
    await this.refresh();
  }

  /** @returns {Promise<void>} */
  async refresh() {
    this.#isOutdated = this.#isAsking;
    if (this.#isAsking) return;
    clearTimeout(this.#timer);
    this.#isAsking = true;
    const isAgain = await this.#ask().finally(() => {
      this.#isAsking = false;
    });
    if (this.#isOutdated) return this.refresh();
    if (isAgain && this.isShown())
      this.#timer = setTimeout(() => this.refresh(), POLL_INTERVAL_MS);
  }

  /** Draw the progress; resolves to whether to ask again. */
  async #ask() {
    try {
      const found = await get(this.stateUrl());
      if (!this.#isOutdated) this.draw(found);
      return isBusy(found);
    } catch (error) {
      // What is shown stays; a network that is away is asked again.
      if (!(error instanceof ApiError)) throw error;
      this.onError(error);
      return error.status === 0;
    }
  }
}
