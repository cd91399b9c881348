/** State of all managed tablets, polled. Draws nothing. */

/** @typedef {import("./labels.js").Tablet} Tablet */
/**
 * @typedef {{total: number, needs: number, more: boolean, version: string,
 *   tablets: Tablet[]}} State
 */

/** Asked so often; after a command, while answers come in, more often. In milliseconds. */
export const POLL_INTERVAL_MS = 4000;
export const FAST_POLL_INTERVAL_MS = 1000;
/** So long after a command. */
export const FAST_POLL_DURATION_MS = 15_000;

export class Fleet extends EventTarget {
  /** @type {State | null} */
  state = null;
  isStale = false;
  #fastUntil = -Infinity;
  #isAsking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => Promise<State>} fetchState
   * @param {() => number} [now] milliseconds
   */
  constructor(fetchState, now = () => performance.now()) {
    super();
    this.fetchState = fetchState;
    this.now = now;
  }

  /** Something was changed or commanded: look at once, and often for a while. */
  refreshSoon() {
    this.#fastUntil = this.now() + FAST_POLL_DURATION_MS;
    return this.ask();
  }

  /** Ask now; from then on it goes on by itself. */
  async ask() {
    clearTimeout(this.#timer);
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      this.state = await this.fetchState();
      this.isStale = false;
    } catch {
      this.isStale = true;
    }
    this.#isAsking = false;
    this.dispatchEvent(new Event("changed"));
    const pause =
      this.now() < this.#fastUntil ? FAST_POLL_INTERVAL_MS : POLL_INTERVAL_MS;
    this.#timer = setTimeout(() => this.ask(), pause);
  }
}
