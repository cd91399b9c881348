/**
 * Send a ballot until the server has kept it or refused it: after a failure again, for as
 * long as the vote is open. Sending twice does no more than once. Draws nothing.
 */

/** Waits between two tries; the last is repeated. In milliseconds. */
const DELAYS_MS = [1000, 2000, 4000, 8000];
/** After so long without an answer a message is shown. */
export const SLOW_MS = 2500;
/** Refusals that may be over a moment later. */
const PASSING = new Set([0, 408, 429, 502, 503, 504]);

/** @typedef {import("./ballot_draft.js").Outgoing} Outgoing */
/**
 * @typedef {"idle" | "sending" | "waiting" | "kept" | "refused"} SendingState `waiting`: not
 *   sent yet, it is tried again
 */

export class BallotSender {
  /** @type {SendingState} */
  state = "idle";
  /** Why the server has refused it, in the screen's language. */
  message = "";
  #tries = 0;
  /** Only the newest sending counts. */
  #turn = 0;
  /** @type {Outgoing | null} */
  #outgoing = null;
  /** @type {any} */
  #timer;

  /**
   * @param {(outgoing: Outgoing) => Promise<unknown>} post rejects with a `status`
   * @param {() => void} onChange
   * @param {() => number} [random]
   */
  constructor(post, onChange, random = Math.random) {
    this.post = post;
    this.onChange = onChange;
    this.random = random;
  }

  /** @param {Outgoing} outgoing */
  send(outgoing) {
    this.#outgoing = outgoing;
    this.#tries = 0;
    return this.#send("sending");
  }

  /** The network is back: do not wait for the next try. */
  retryNow() {
    if (this.state === "waiting") this.#send("waiting");
  }

  /** Nothing is tried any more. */
  stop() {
    this.#turn += 1;
    clearTimeout(this.#timer);
  }

  /** @param {SendingState} state shown meanwhile */
  async #send(state) {
    this.stop();
    const turn = this.#turn;
    this.#become(state);
    const slow = setTimeout(() => {
      if (turn === this.#turn) this.#become("waiting");
    }, SLOW_MS);
    try {
      await this.post(/** @type {Outgoing} */ (this.#outgoing));
      if (turn === this.#turn) this.#become("kept");
    } catch (error) {
      if (turn === this.#turn) this.#failed(/** @type {any} */ (error));
    } finally {
      clearTimeout(slow);
    }
  }

  /** @param {Error & {status?: number}} error */
  #failed({ status, message }) {
    if (status === undefined || !PASSING.has(status)) {
      this.message = message;
      return this.#become("refused");
    }
    const longest = DELAYS_MS[Math.min(this.#tries, DELAYS_MS.length - 1)] ?? 0;
    this.#tries += 1;
    this.#timer = setTimeout(
      () => this.#send("waiting"),
      longest * (0.5 + this.random() / 2),
    );
    this.#become("waiting");
  }

  /** @param {SendingState} state */
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.onChange();
  }
}
