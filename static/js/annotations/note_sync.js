/** Synchronise notes with the server: push unsent edits, pull changes. */

import { changePayload, applyResult, mergeServerNotes } from "./merge.js";

/** @typedef {import("./note_store.js").NoteStore} NoteStore */
/** @typedef {import("./note.js").Note} Note */
/**
 * @typedef {object} NoteSyncApi
 * @property {(changes: object[]) => Promise<{outcomes: any[]}>} push
 * @property {(since: number) => Promise<any>} pull
 */

/** What the server takes in one sending; and its bytes, well below what it refuses. */
const MAX_BATCH = 50;
const MAX_BATCH_CHARS = 200_000;
/** Delay after an edit, so that drawing is not interrupted at each stroke. */
const DEBOUNCE_MS = 1200;
const MIN_RETRY_MS = 4000;
const MAX_RETRY_MS = 60_000;

export class NoteSync {
  /** @type {Promise<boolean> | null} */
  #running = null;
  #isRequested = false;
  #retry = MIN_RETRY_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {NoteStore} noteStore
   * @param {NoteSyncApi} server
   * @param {(message: string) => void} onRefused
   */
  constructor(noteStore, server, onRefused) {
    this.noteStore = noteStore;
    this.server = server;
    this.onRefused = onRefused;
    noteStore.addEventListener("changed", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.how === "edited") this.schedule();
    });
  }

  /** @param {number} [ms] */
  schedule(ms = DEBOUNCE_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), ms);
  }

  /**
   * Exchange all there is.
   * @returns {Promise<boolean>} whether nothing waits any more
   */
  run() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#isRequested = true;
      return this.#running;
    }
    this.#running = this.#sync().finally(() => {
      this.#running = null;
      if (this.#isRequested) {
        this.#isRequested = false;
        this.schedule();
      }
    });
    return this.#running;
  }

  async #sync() {
    if (!this.noteStore.isLoaded) return false;
    try {
      while (this.noteStore.waiting.length) await this.#push();
      while (await this.#pull());
      this.#retry = MIN_RETRY_MS;
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
    this.schedule(this.#retry * (1 + Math.random()));
    this.#retry = Math.min(MAX_RETRY_MS, this.#retry * 2);
  }

  async #push() {
    const sent = nextBatch(this.noteStore.waiting);
    const { outcomes } = await this.server.push(sent.map(changePayload));
    /** @type {import("./merge.js").NoteChanges} */
    const effect = { put: [], drop: [] };
    let refusal = "";
    for (const [index, note] of sent.entries()) {
      const outcome = outcomes[index];
      const now = this.noteStore.notes.get(note.key) ?? note;
      const one = applyResult(now, note, outcome);
      effect.put.push(...one.put);
      effect.drop.push(...one.drop);
      refusal ||= outcome.message ?? "";
    }
    await this.noteStore.applyServerChanges(effect);
    if (refusal) this.onRefused(refusal);
  }

  /** @returns {Promise<boolean>} whether there is more */
  async #pull() {
    const { known } = this.noteStore;
    let answer = await this.server.pull(known.change);
    const isErased = answer.erasures !== known.erasures;
    // Documents that return bring old notes along; so does an emptied store.
    const isBack =
      known.withheld &&
      answer.documents.some(
        (/** @type {number} */ id) => !known.documents.includes(id),
      );
    if (known.change && (isErased || isBack)) {
      answer = await this.server.pull(0);
    }
    const documents = new Set(answer.documents);
    const effect = mergeServerNotes(
      this.noteStore.notes,
      answer.notes,
      documents,
      isErased,
    );
    const { change, erasures, withheld } = answer;
    const next = { change, erasures, withheld, documents: answer.documents };
    await this.noteStore.applyServerChanges(effect, next);
    return answer.more;
  }
}

/** @param {Note[]} waiting */
function nextBatch(waiting) {
  let size = 0;
  const sent = [];
  for (const note of waiting.slice(0, MAX_BATCH)) {
    size += JSON.stringify(note).length;
    if (sent.length && size > MAX_BATCH_CHARS) break;
    sent.push(note);
  }
  return sent;
}
