/** Notes shared by other members: shown, never edited, never stored on this device. */

import { pageOf } from "./note_store.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./note_store.js").PagePosition} PagePosition */

export class SharedNotes extends EventTarget {
  /** @type {Note[]} */
  all = [];
  /** What the server calls these notes together; nothing for none. */
  #stamp = "";

  /** @param {() => Promise<{shared: string, notes: any[]}>} fetch */
  constructor(fetch) {
    super();
    this.fetch = fetch;
  }

  /** @param {PagePosition} position */
  on(position) {
    return this.all.filter((note) => pageOf(note) === pageOf(position));
  }

  /**
   * Fetch the shared notes if the server's stamp has changed.
   * @param {string} [stamp]
   */
  async refreshIfChanged(stamp = "") {
    if (stamp === this.#stamp) return;
    const { shared, notes } = stamp ? await this.fetch() : { shared: stamp, notes: [] };
    const pages = new Set([...this.all, ...notes].map(pageOf));
    this.#stamp = shared;
    this.all = notes.map((note) => ({ ...note, deleted: false, unplaced: false }));
    this.dispatchEvent(new CustomEvent("changed", { detail: { pages } }));
  }
}
