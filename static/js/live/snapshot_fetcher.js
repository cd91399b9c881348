/** Fetch snapshots one at a time; spread requests of many clients. */

export class SnapshotFetcher {
  /** @type {Promise<void> | null} */
  #running = null;
  #isRequestedAgain = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => Promise<void>} fetch
   * @param {() => number} spread over how many milliseconds an audience of this size asks
   */
  constructor(fetch, spread) {
    this.fetch = fetch;
    this.spread = spread;
  }

  /**
   * Fetch now; calls while one is under way lead to one more.
   * @returns {Promise<void>}
   */
  fetchNow() {
    if (this.#running) {
      this.#isRequestedAgain = true;
      return this.#running;
    }
    this.#running = this.fetch().finally(() => {
      this.#running = null;
      if (this.#isRequestedAgain) {
        this.#isRequestedAgain = false;
        this.fetchNow();
      }
    });
    return this.#running;
  }

  /** Fetch soon: what needs it is gathered, and all tablets spread. */
  fetchSoon() {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.fetchNow();
    }, Math.random() * this.spread());
  }
}
