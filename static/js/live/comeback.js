/**
 * When to knock again after the channel was lost: by itself, without an end, and never
 * all at the same moment. Every wait is a random part of its length ("full jitter").
 */

/** The longest wait, in milliseconds: once the way is free, all are back within it. */
export const LONGEST_MS = 20_000;
/** The first wait is at most this long; each one in vain doubles it. */
const FIRST_MS = 500;
/** A server that restarts is away for about so long. */
const RESTART_MS = 1000;

export class Comeback {
  #tries = 0;
  #isKnocking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The server has said that it restarts, and that it is still away. */
  #isRestart = false;

  /**
   * @param {() => void} knock
   * @param {() => number} spread over how many milliseconds an audience of this size
   *   comes
   * @param {() => number} [random]
   */
  constructor(knock, spread, random = Math.random) {
    this.knock = knock;
    this.spread = spread;
    this.random = random;
  }

  /** The very first knock, when the screen opens, is under way. */
  begun() {
    this.#isKnocking = true;
  }

  /** The channel is lost, or a knock was in vain: try again in a while. */
  soon() {
    this.#isKnocking = false;
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.now(), this.#wait());
  }

  /** Knock now, unless a knock is under way: two greetings are refused. */
  now() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isKnocking) return;
    this.#isKnocking = true;
    this.#tries += 1;
    this.knock();
  }

  /** The channel stands. */
  arrived() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isKnocking = this.#isRestart = false;
    this.#tries = 0;
  }

  /** The server is about to restart: everybody will be gone at the same moment. */
  restarting() {
    this.#isRestart = true;
  }

  #wait() {
    const spread = Math.max(FIRST_MS, this.spread());
    if (this.#isRestart) {
      this.#isRestart = false;
      return RESTART_MS + this.random() * Math.max(RESTART_MS, spread);
    }
    // Doubling beyond the longest wait would only overflow.
    const doubled = spread * 2 ** Math.min(this.#tries, 10);
    return this.random() * Math.min(LONGEST_MS, doubled);
  }
}
