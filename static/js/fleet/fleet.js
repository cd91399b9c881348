/** The tablets on the fleet's screen: fetched now and then, kept in order. Draws nothing. */

/** @typedef {import("./words.js").Tablet} Tablet */
/**
 * @typedef {{total: number, needs: number, more: boolean, version: string,
 *   tablets: Tablet[]}} State
 */

/** Asked so often; after a command, while answers come in, more often. In milliseconds. */
export const CALM_MS = 4000;
export const LIVELY_MS = 1000;
/** So long after a command. */
export const LIVELY_FOR_MS = 15_000;

export class Fleet extends EventTarget {
  /** @type {State | null} */
  state = null;
  isLost = false;
  #livelyUntil = -Infinity;
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
  stir() {
    this.#livelyUntil = this.now() + LIVELY_FOR_MS;
    return this.ask();
  }

  /** Ask now; from then on it goes on by itself. */
  async ask() {
    clearTimeout(this.#timer);
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      this.state = await this.fetchState();
      this.isLost = false;
    } catch {
      this.isLost = true;
    }
    this.#isAsking = false;
    this.dispatchEvent(new Event("changed"));
    const pause = this.now() < this.#livelyUntil ? LIVELY_MS : CALM_MS;
    this.#timer = setTimeout(() => this.ask(), pause);
  }
}
