/** Attendance and welcome, which the snapshot does not have: fetched while shown. */

import * as addresses from "../base/addresses.js";
import { get } from "../base/api.js";

/** @typedef {import("./types.js").HallFacts} HallFacts */

const REFRESH_MS = 10_000;
const KINDS = new Set(["attendance", "welcome"]);

export class HallFactsSource {
  /** @type {HallFacts | null} */
  facts = null;
  #askedAt = -Infinity;

  /**
   * @param {number} meetingId
   * @param {() => void} onChange
   */
  constructor(meetingId, onChange) {
    this.meetingId = meetingId;
    this.onChange = onChange;
  }

  /**
   * Ask if a scene of these kinds needs it and it is old.
   * @param {string[]} kinds
   */
  async need(kinds) {
    const now = performance.now();
    const isDue =
      kinds.some((kind) => KINDS.has(kind)) && now - this.#askedAt > REFRESH_MS;
    if (!isDue) return;
    this.#askedAt = now;
    try {
      this.facts = await get(addresses.hallScreensHallFacts(this.meetingId));
    } catch {
      // The hall keeps what it had; the next round asks again.
      return;
    }
    this.onChange();
  }
}
