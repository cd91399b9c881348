/**
 * Record pages read while offline, and send them once when online, at a random moment
 * to spread the load. What could not be sent is sent again, after longer and longer pauses.
 *
 * @typedef {[document: number, page: number]} PageRead
 * @typedef {object} Parts
 * @property {{read: (name: string) => any,
 *   write: (name: string, value: unknown) => void}} memory
 * @property {(pages: PageRead[]) => Promise<unknown>} send
 * @property {() => number} spread in milliseconds
 * @property {(callback: () => void, milliseconds: number) => unknown} [schedule]
 */

/** What the server takes at once. */
const MAX_PAGES = 500;
/** The random delay is up to this time at least. */
const MINIMUM_SPREAD_MS = 5000;
/** After a failure; doubled for each further one. */
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 120_000;
const KEY = "read-offline";

export class OfflineReadLog {
  #isWaiting = false;
  #failures = 0;

  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.schedule = parts.schedule ?? ((callback, wait) => setTimeout(callback, wait));
  }

  /** @returns {PageRead[]} */
  get #pages() {
    const kept = this.parts.memory.read(KEY);
    return Array.isArray(kept) ? kept : [];
  }

  /** @type {(document: number, page: number) => void} a page painted without network */
  add(document, page) {
    const pages = this.#pages;
    const isKnown = pages.some(([one, other]) => one === document && other === page);
    if (isKnown || pages.length >= MAX_PAGES) return;
    this.parts.memory.write(KEY, [...pages, [document, page]]);
  }

  /** The network is there. */
  sendLater() {
    if (this.#isWaiting || !this.#pages.length) return;
    this.#isWaiting = true;
    const spread = Math.max(MINIMUM_SPREAD_MS, 3 * this.parts.spread());
    this.schedule(() => this.#send(), this.#pause + Math.random() * spread);
  }

  get #pause() {
    if (!this.#failures) return 0;
    return Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - 1), LONGEST_PAUSE_MS);
  }

  async #send() {
    const pages = this.#pages;
    try {
      await this.parts.send(pages);
      this.#leave(this.#pages.slice(pages.length));
    } catch (error) {
      // A refused report is dropped.
      const status = Number(/** @type {any} */ (error).status);
      if (status === 422) this.#leave([]);
      else this.#failures += 1;
    }
    this.#isWaiting = false;
    // What was not sent, or read meanwhile.
    this.sendLater();
  }

  /** @param {PageRead[]} pages */
  #leave(pages) {
    this.#failures = 0;
    this.parts.memory.write(KEY, pages);
  }
}

/** @param {import("../pagesync/room.js").Room} room @param {Parts["send"]} send */
export function logOfflineReads(room, send) {
  const { meeting, memory } = room;
  const read = new OfflineReadLog({ memory, send, spread: () => meeting.spread });
  document.addEventListener("page-painted", (event) => {
    const { document: paper, page } = /** @type {CustomEvent} */ (event).detail;
    if (meeting.link === "lost") read.add(paper, page);
  });
  meeting.watch(({ link }) => {
    if (link === "live") read.sendLater();
  });
}
