/** Reconnect with exponential backoff and full jitter, without a limit of attempts. */

/** The longest wait, in milliseconds: once the way is free, all are back within it. */
export const MAX_DELAY_MS = 20_000;
/** The first wait is at most this long; each one in vain doubles it. */
const FIRST_DELAY_MS = 500;
/** A server that restarts is away for about so long. */
const RESTART_DELAY_MS = 1000;

export class Backoff {
  #tries = 0;
  #isConnecting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The server has announced a restart. */
  #isServerRestarting = false;

  /**
   * @param {() => void} connect
   * @param {() => number} spread over how many milliseconds an audience of this size
   *   comes
   * @param {() => number} [random]
   */
  constructor(connect, spread, random = Math.random) {
    this.connect = connect;
    this.spread = spread;
    this.random = random;
  }

  /** The very first knock, when the screen opens, is under way. */
  onConnecting() {
    this.#isConnecting = true;
  }

  /** The channel is lost, or a knock was in vain: try again in a while. */
  retryLater() {
    this.#isConnecting = false;
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.retryNow(), this.#delay());
  }

  /** Knock now, unless a knock is under way: two greetings are refused. */
  retryNow() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isConnecting) return;
    this.#isConnecting = true;
    this.#tries += 1;
    this.connect();
  }

  /** Connected. */
  onConnected() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isConnecting = this.#isServerRestarting = false;
    this.#tries = 0;
  }

  /** The server is about to restart: everybody will be gone at the same moment. */
  onServerRestart() {
    this.#isServerRestarting = true;
  }

  #delay() {
    const spread = Math.max(FIRST_DELAY_MS, this.spread());
    if (this.#isServerRestarting) {
      this.#isServerRestarting = false;
      return RESTART_DELAY_MS + this.random() * Math.max(RESTART_DELAY_MS, spread);
    }
    // Doubling beyond the longest wait would only overflow.
    const doubled = spread * 2 ** Math.min(this.#tries, 10);
    return this.random() * Math.min(MAX_DELAY_MS, doubled);
  }
}
