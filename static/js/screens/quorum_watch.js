/** The quorum while it matters: before the opening. Draws nothing. */

import * as addresses from "../base/addresses.js";
import { get } from "../base/api.js";

/** @typedef {import("../meetings/next_step.js").Quorum} Quorum */

/** People come by the minute, not by the second. */
const ASK_MS = 10_000;
const BEFORE_OPENING = "published";

export class QuorumWatch {
  /** @type {Quorum | null} null: not known, or not asked any more */
  quorum = null;
  /** @type {Set<() => void>} */
  #watchers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isWanted = false;

  /** @param {import("../live/live_meeting.js").LiveMeeting} meeting */
  constructor(meeting) {
    this.meeting = meeting;
    meeting.watch(({ state }) => this.#want(state?.meeting.state === BEFORE_OPENING));
  }

  /** @param {() => void} watcher called after each answer */
  watch(watcher) {
    this.#watchers.add(watcher);
  }

  /** @param {boolean} isWanted */
  #want(isWanted) {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    clearTimeout(this.#timer);
    if (isWanted) this.#ask();
    else this.quorum = null;
  }

  async #ask() {
    try {
      const url = addresses.checkinsGiveFigures(this.meeting.parts.meetingId);
      const { quorum } = await get(url);
      if (this.#isWanted) this.quorum = quorum;
    } catch {
      // The last figures stay; whoever opens without them is asked all the same.
    }
    if (!this.#isWanted) return;
    for (const watcher of this.#watchers) watcher();
    this.#timer = setTimeout(() => this.#ask(), ASK_MS);
  }
}
