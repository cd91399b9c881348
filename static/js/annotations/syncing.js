/** Brings this device's notes to the server and the server's here, whenever it can. */

import { asChange, settle, takeIn } from "./merging.js";

/** @typedef {import("./shelf.js").Shelf} Shelf */
/** @typedef {import("./note.js").Note} Note */
/**
 * @typedef {object} Server
 * @property {(changes: object[]) => Promise<{outcomes: any[]}>} push
 * @property {(since: number) => Promise<any>} pull
 */

/** What the server takes in one sending; and its bytes, well below what it refuses. */
const MOST_SENT = 50;
const LARGEST_SENDING = 200_000;
/** A hand that writes is not interrupted at each stroke. */
const CALM_MS = 1200;
const SOONEST_RETRY_MS = 4000;
const LATEST_RETRY_MS = 60_000;

export class Syncing {
  /** @type {Promise<boolean> | null} */
  #running = null;
  #isWanted = false;
  #retry = SOONEST_RETRY_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Shelf} shelf
   * @param {Server} server
   * @param {(message: string) => void} refused
   */
  constructor(shelf, server, refused) {
    this.shelf = shelf;
    this.server = server;
    this.refused = refused;
    shelf.addEventListener("changed", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.how === "edited") this.soon();
    });
  }

  /** @param {number} [ms] */
  soon(ms = CALM_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), ms);
  }

  /**
   * Exchange all there is.
   * @returns {Promise<boolean>} whether nothing waits any more
   */
  now() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#isWanted = true;
      return this.#running;
    }
    this.#running = this.#exchange().finally(() => {
      this.#running = null;
      if (this.#isWanted) {
        this.#isWanted = false;
        this.soon();
      }
    });
    return this.#running;
  }

  async #exchange() {
    if (!this.shelf.isLoaded) return false;
    try {
      while (this.shelf.waiting.length) await this.#push();
      while (await this.#pull());
      this.#retry = SOONEST_RETRY_MS;
      return true;
    } catch (error) {
      this.#failed(/** @type {{status?: number}} */ (error).status ?? 0);
      return false;
    }
  }

  /** @param {number} status */
  #failed(status) {
    // Signed out, or the meeting is over: nothing will help before the next page.
    if (status === 401 || status === 403 || status === 404) return;
    this.soon(this.#retry * (1 + Math.random()));
    this.#retry = Math.min(LATEST_RETRY_MS, this.#retry * 2);
  }

  async #push() {
    const sent = sendable(this.shelf.waiting);
    const { outcomes } = await this.server.push(sent.map(asChange));
    /** @type {import("./merging.js").Effect} */
    const effect = { put: [], drop: [] };
    let refusal = "";
    for (const [index, note] of sent.entries()) {
      const outcome = outcomes[index];
      const now = this.shelf.notes.get(note.key) ?? note;
      const one = settle(now, note, outcome);
      effect.put.push(...one.put);
      effect.drop.push(...one.drop);
      refusal ||= outcome.message ?? "";
    }
    await this.shelf.take(effect);
    if (refusal) this.refused(refusal);
  }

  /** @returns {Promise<boolean>} whether there is more */
  async #pull() {
    const { known } = this.shelf;
    let answer = await this.server.pull(known.change);
    const isErased = answer.erasures !== known.erasures;
    // Papers that come back bring old notes along; so does a shelf that was emptied.
    const isBack =
      known.withheld &&
      answer.documents.some(
        (/** @type {number} */ id) => !known.documents.includes(id),
      );
    if (known.change && (isErased || isBack)) {
      answer = await this.server.pull(0);
    }
    const documents = new Set(answer.documents);
    const effect = takeIn(this.shelf.notes, answer.notes, documents, isErased);
    const { change, erasures, withheld } = answer;
    const next = { change, erasures, withheld, documents: answer.documents };
    await this.shelf.take(effect, next);
    return answer.more;
  }
}

/** @param {Note[]} waiting */
function sendable(waiting) {
  let size = 0;
  const sent = [];
  for (const note of waiting.slice(0, MOST_SENT)) {
    size += JSON.stringify(note).length;
    if (sent.length && size > LARGEST_SENDING) break;
    sent.push(note);
  }
  return sent;
}
