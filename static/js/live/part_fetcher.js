/** Fetch single parts of the snapshot, and merge them into the state. */

import { SnapshotFetcher } from "./snapshot_fetcher.js";
import { partOf } from "./snapshot_reducer.js";

/** @typedef {import("./messages.js").Snapshot} Snapshot */

/** @typedef {import("./messages.js").MeetingEvent} MeetingEvent */

export class PartFetcher {
  /** The number that each old part needs. @type {Map<string, number>} */
  #needed = new Map();
  /** Parts newer than the snapshot they were merged into. @type {Map<string, {n: number}>} */
  #held = new Map();

  /** @param {import("./live_meeting.js").LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    this.fetcher = new SnapshotFetcher(
      () => this.#fetchNeeded(),
      () => (meeting.parts.isOneOfFew ? 0 : meeting.spread),
    );
  }

  /** Whether a part of the state is older than the state's number says. */
  get isStale() {
    return this.#needed.size > 0;
  }

  /**
   * Fetch the part that an event has made old, unless what is held is as new.
   * @param {MeetingEvent} event
   */
  receive(event) {
    const part = partOf(event);
    if (!part || (this.#held.get(part)?.n ?? 0) >= event.n) return;
    this.#needed.set(part, event.n);
    this.fetcher.fetchSoon();
  }

  /**
   * Return a whole snapshot with the parts that are newer than it.
   * @param {Snapshot} snapshot
   * @returns {Snapshot}
   */
  onSnapshot(snapshot) {
    for (const [part, n] of this.#needed) {
      if (n <= snapshot.n) this.#needed.delete(part);
    }
    return this.withNewerParts(snapshot);
  }

  /**
   * Return a state with the parts that are as new or newer: an event that a part
   * contains already must not change it back.
   * @param {Snapshot} state
   * @returns {Snapshot}
   */
  withNewerParts(state) {
    let next = state;
    for (const [part, fields] of this.#held) {
      if (fields.n >= state.n) next = { ...next, ...fields, n: state.n };
      else this.#held.delete(part);
    }
    return next;
  }

  async #fetchNeeded() {
    for (const [part, n] of [...this.#needed]) {
      try {
        this.#take(part, await this.meeting.parts.fetchPart?.(part, n));
      } catch {
        // The whole snapshot also finds out why: signed out, over, or no network.
        this.meeting.refreshLater(n);
      }
    }
  }

  /**
   * @param {string} part
   * @param {{n: number} | undefined} answer
   */
  #take(part, answer) {
    const needed = this.#needed.get(part);
    // A whole snapshot was faster.
    if (needed === undefined) return;
    // A screen with a state of its own, or a server process that is behind.
    if (!answer || answer.n < needed) return this.meeting.refreshLater(needed);
    this.#needed.delete(part);
    this.#held.set(part, answer);
    this.meeting.merge(answer);
  }
}
