/** Documents stored on this tablet: delete recalled ones and report to the server. */

import * as addresses from "../base/addresses.js";
import { post } from "../base/api.js";
import { isComplete } from "./cached_state.js";
import { isPast } from "./lease.js";

/** @typedef {import("../live/live_meeting.js").LiveMeeting} LiveMeeting */
/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

/** The server stores each report: reports of many tablets are spread over this time. */
const SPREAD_MS = 2000;
const RETRY_MS = 15_000;

export class DeviceInventory {
  /** Documents that may be stored now. @type {Set<number>} */
  #allowed = new Set();
  #isReporting = false;
  /** @type {Promise<unknown>} */
  #pending = Promise.resolve();
  /** @type {number[]} */
  #kept = [];

  /**
   * @param {CacheStore} cacheStore
   * @param {LiveMeeting} meeting
   */
  constructor(cacheStore, meeting) {
    this.cacheStore = cacheStore;
    this.meeting = meeting;
  }

  /** @param {number} id */
  mayKeep(id) {
    return this.#allowed.has(id);
  }

  /**
   * Delete documents that may no longer be stored. An old version stays while a reader
   * has it open; the server decides when it goes.
   * @param {Snapshot} state from the server
   */
  applyState({ documents, replaced = [] }) {
    const stays = documents.filter(({ is_marked, is_kept }) => is_kept && !is_marked);
    this.#allowed = new Set([...stays, ...replaced].map(({ id }) => id));
    this.#pending = this.#pending.then(() => this.#sweep());
  }

  async #sweep() {
    for (const id of await this.cacheStore.papers()) {
      if (!this.#allowed.has(id)) await this.drop(id);
    }
  }

  /**
   * Delete a document, and report it later.
   * @param {number} id
   */
  async drop(id) {
    await this.cacheStore.drop(id);
    const dropped = new Set((await this.cacheStore.record("dropped")) ?? []);
    await this.cacheStore.note("dropped", [...dropped.add(id)]);
    this.#kept = this.#kept.filter((kept) => kept !== id);
    this.#reportLater();
  }

  /**
   * Delete expired documents while offline.
   * @param {boolean} isAll
   * @param {number} now
   */
  async removeExpired(isAll, now) {
    for (const id of await this.cacheStore.papers()) {
      const cache = await this.cacheStore.paper(id);
      const note = cache && (await this.cacheStore.documentRecord(cache));
      if (isAll || isPast(note?.until, now)) await this.drop(id);
    }
  }

  /**
   * Report what is, or is about to be, stored; the server must know before it happens.
   * @param {number[]} kept
   */
  async report(kept) {
    this.#kept = kept;
    const sent = await this.cacheStore.record("told");
    const now = [kept, await this.#completeIds()];
    if (JSON.stringify(sent) !== JSON.stringify(now)) await this.#send();
  }

  /** @returns {Promise<number[]>} what is here from the first page to the last */
  async #completeIds() {
    const whole = [];
    for (const id of this.#kept) {
      const cache = await this.cacheStore.paper(id);
      const note = cache && (await this.cacheStore.documentRecord(cache));
      if (isComplete(note)) whole.push(id);
    }
    return whole;
  }

  async #reportLater() {
    if (this.#isReporting) return;
    this.#isReporting = true;
    let wait = Math.random() * Math.max(SPREAD_MS, this.meeting.spread);
    for (let isReported = false; !isReported; wait = RETRY_MS * (0.5 + Math.random())) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      isReported = await this.#send().then(
        () => true,
        () => false,
      );
    }
    this.#isReporting = false;
  }

  async #send() {
    const kept = this.#kept;
    const whole = await this.#completeIds();
    /** @type {number[]} */
    const dropped = (await this.cacheStore.record("dropped")) ?? [];
    const gone = dropped.filter((id) => !kept.includes(id));
    const url = addresses.offlineReportHeld(this.meeting.parts.meetingId);
    await post(url, { kept, whole, dropped: gone });
    await this.cacheStore.note("told", [kept, whole]);
    const since = ((await this.cacheStore.record("dropped")) ?? []).filter(
      (/** @type {number} */ id) => !gone.includes(id),
    );
    await this.cacheStore.note("dropped", since);
  }
}
