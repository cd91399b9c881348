/**
 * The page a leader wants, asked of the server one request at a time: of many quick
 * presses only the newest waits, so the last one wanted is the last one shown.
 *
 * @typedef {import("../documents/reader/places.js").Place} Place
 */

import { isSame } from "../documents/reader/places.js";

export class WantedPage {
  /** @type {Place | null} */
  #flying = null;
  /** @type {Place | null} */
  #waiting = null;
  /** Granted, but its fact has not come yet. @type {Place | null} */
  #granted = null;

  /**
   * @param {(place: Place) => Promise<unknown>} ask
   * @param {(error: unknown) => void} failed told of a refusal; what waited is dropped
   */
  constructor(ask, failed) {
    this.ask = ask;
    this.failed = failed;
  }

  /** @returns {Place | null} what is wanted last and not yet on the screen */
  get place() {
    return this.#waiting ?? this.#flying ?? this.#granted;
  }

  /** A fact has come: what was granted is on the screen, or something newer is. */
  arrived() {
    this.#granted = null;
  }

  /** @param {Place} place */
  want(place) {
    if (!this.#flying) return void this.#send(place);
    this.#waiting = isSame(place, this.#flying) ? null : place;
  }

  /** @param {Place} place */
  async #send(place) {
    this.#flying = place;
    this.#granted = null;
    try {
      await this.ask(place);
      this.#granted = place;
    } catch (error) {
      this.#waiting = null;
      this.failed(error);
    }
    const next = this.#waiting;
    this.#flying = this.#waiting = null;
    if (next) this.#send(next);
  }
}
