/** Button that starts a PDF job, shows its progress and offers the file. */

import { ApiError, get, post } from "../base/api.js";
import { showError } from "../base/error_toast.js";

/** @typedef {{state: string, done: number, total: number, is_old: boolean}} PdfJob */
/**
 * @typedef {object} PdfJobLabels
 * @property {string} start there is none yet
 * @property {string} running
 * @property {(done: number, total: number) => string} progress
 * @property {string} failed
 * @property {string} outdated what it was made of has changed since
 * @property {(total: number) => string} take
 */
/**
 * @typedef {object} PdfJobUrls
 * @property {import("../base/address_builder.js").PostAddress} begin has it made
 * @property {import("../base/address_builder.js").GetAddress} state returns the progress
 */

const POLL_INTERVAL_MS = 1500;

export class PdfJobButton {
  #isPolling = false;

  /**
   * @param {HTMLElement} make
   * @param {HTMLElement} take a link to the file
   * @param {PdfJobUrls} urls
   * @param {PdfJobLabels} labels
   */
  constructor(make, take, urls, labels) {
    this.make = /** @type {HTMLButtonElement} */ (make);
    this.take = take;
    this.urls = urls;
    this.labels = labels;
  }

  async begin() {
    try {
      await post(this.urls.begin);
    } catch (error) {
      showError(error);
    }
    await this.refresh();
  }

  async refresh() {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      this.#draw(await get(this.urls.state));
    } catch (error) {
      // Keep the last state; the next click or change refreshes.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isPolling = false;
    }
  }

  /** @param {PdfJob} job */
  #draw({ state, done, total, is_old }) {
    const { start, running, progress, failed, outdated } = this.labels;
    const isRunning = state === "running";
    const isReady = state === "ready";
    const { make, take } = this;
    make.hidden = isReady && !is_old;
    make.disabled = isRunning;
    make.textContent =
      { running: total ? progress(done, total) : running, failed, ready: outdated }[
        state
      ] ?? start;
    take.hidden = !isReady || is_old;
    take.textContent = this.labels.take(total);
    if (isRunning) setTimeout(() => this.refresh(), POLL_INTERVAL_MS);
  }
}
