/**
 * The pages that links were followed from, to come back to. Values only.
 *
 * @typedef {import("../reader/places.js").Place} Place
 */

const MOST = 20;

export class WayBack {
  /** The last one at the end; all of one document. @type {Place[]} */
  #left = [];

  /** @returns {Place | null} where the last link was followed from */
  get place() {
    return this.#left.at(-1) ?? null;
  }

  /**
   * A link leads away from here.
   * @param {Place} place
   */
  leave(place) {
    if (this.place?.document !== place.document) this.#left = [];
    this.#left.push(place);
    if (this.#left.length > MOST) this.#left.shift();
  }

  /**
   * Go back: what was the last place is it no longer.
   * @returns {Place | null}
   */
  back() {
    return this.#left.pop() ?? null;
  }

  /** Read on from here. */
  forget() {
    this.#left = [];
  }

  /**
   * The reader is there now; who came back by himself needs no way.
   * @param {Place | null} place
   */
  arrive(place) {
    if (place?.document !== this.place?.document) this.forget();
    while (this.place && this.place.page === place?.page) this.back();
  }
}
