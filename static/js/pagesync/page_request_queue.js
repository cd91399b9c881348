/**
 * Page requests of a leader, one at a time: of several quick turns only the newest
 * waits, so the last one requested is the last one shown.
 *
 * @typedef {import("../documents/reader/page_position.js").PagePosition} PagePosition
 */

import { isSame } from "../documents/reader/page_position.js";

export class PageRequestQueue {
  /** @type {PagePosition | null} */
  #inFlight = null;
  /** @type {PagePosition | null} */
  #waiting = null;
  /** Granted, but its fact has not come yet. @type {PagePosition | null} */
  #granted = null;

  /**
   * @param {(position: PagePosition) => Promise<unknown>} ask
   * @param {(error: unknown) => void} failed called on an error; the queue is emptied
   */
  constructor(ask, failed) {
    this.ask = ask;
    this.failed = failed;
  }

  /** @returns {PagePosition | null} what is wanted last and not yet on the screen */
  get position() {
    return this.#waiting ?? this.#inFlight ?? this.#granted;
  }

  /** A fact has come: what was granted is on the screen, or something newer is. */
  onEvent() {
    this.#granted = null;
  }

  /** @param {PagePosition} position */
  request(position) {
    if (!this.#inFlight) return void this.#send(position);
    this.#waiting = isSame(position, this.#inFlight) ? null : position;
  }

  /** @param {PagePosition} position */
  async #send(position) {
    this.#inFlight = position;
    this.#granted = null;
    try {
      await this.ask(position);
      this.#granted = position;
    } catch (error) {
      this.#waiting = null;
      this.failed(error);
    }
    const next = this.#waiting;
    this.#inFlight = this.#waiting = null;
    if (next) this.#send(next);
  }
}
