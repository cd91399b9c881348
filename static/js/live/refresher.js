/** When the snapshot is fetched: one at a time, and those that many need at once, spread. */

export class Refresher {
  /** @type {Promise<void> | null} */
  #running = null;
  #again = false;
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
  now() {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.fetch().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        this.now();
      }
    });
    return this.#running;
  }

  /** Fetch soon: what needs it is gathered, and all tablets spread. */
  soon() {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.now();
    }, Math.random() * this.spread());
  }
}
