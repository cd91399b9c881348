/**
 * Pages from which links were followed. Pure state.
 *
 * @typedef {import("../reader/page_position.js").PagePosition} PagePosition
 */

const MOST = 20;

export class LinkHistory {
  /** The last one at the end; all of one document. @type {PagePosition[]} */
  #left = [];

  /** @returns {PagePosition | null} where the last link was followed from */
  get position() {
    return this.#left.at(-1) ?? null;
  }

  /**
   * A link leads away from here.
   * @param {PagePosition} position
   */
  leave(position) {
    if (this.position?.document !== position.document) this.#left = [];
    this.#left.push(position);
    if (this.#left.length > MOST) this.#left.shift();
  }

  /**
   * Go back: remove and return the last position.
   * @returns {PagePosition | null}
   */
  back() {
    return this.#left.pop() ?? null;
  }

  /** Read on from here. */
  forget() {
    this.#left = [];
  }

  /**
   * The reader is at this position; returning to a stored one removes it.
   * @param {PagePosition | null} position
   */
  arrive(position) {
    if (position?.document !== this.position?.document) this.forget();
    while (this.position && this.position.page === position?.page) this.back();
  }
}
