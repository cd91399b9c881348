/**
 * What others share with the reader: shown on the pages, never edited, and not kept on
 * this device, so that what is taken back is gone.
 */

import { pageOf } from "./shelf.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./shelf.js").Place} Place */

export class Shared extends EventTarget {
  /** @type {Note[]} */
  all = [];
  /** What the server calls these notes together; nothing for none. */
  #stamp = "";

  /** @param {() => Promise<{shared: string, notes: any[]}>} fetch */
  constructor(fetch) {
    super();
    this.fetch = fetch;
  }

  /** @param {Place} place */
  on(place) {
    return this.all.filter((note) => pageOf(note) === pageOf(place));
  }

  /**
   * The server has said what they are called now; ask only where that is new.
   * @param {string} [stamp]
   */
  async heed(stamp = "") {
    if (stamp === this.#stamp) return;
    const { shared, notes } = stamp ? await this.fetch() : { shared: stamp, notes: [] };
    const pages = new Set([...this.all, ...notes].map(pageOf));
    this.#stamp = shared;
    this.all = notes.map((note) => ({ ...note, deleted: false, unplaced: false }));
    this.dispatchEvent(new CustomEvent("changed", { detail: { pages } }));
  }
}
