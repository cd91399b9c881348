/**
 * Status of the connection to the server; a short drop is not reported.
 *
 * @typedef {"connecting" | "live" | "lost"} State
 */

/** A drop shorter than this shows nothing, in milliseconds. */
export const GRACE_MS = 4000;

export class ConnectionStatus {
  /** @type {State} */
  state = "connecting";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onLost called when a drop has lasted */
  constructor(onLost) {
    this.onLost = onLost;
  }

  /** The server has answered. */
  up() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.state = "live";
  }

  /** The server does not answer; reported only if it lasts. */
  down() {
    if (this.#timer || this.state === "lost") return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.state = "lost";
      this.onLost();
    }, GRACE_MS);
  }
}
