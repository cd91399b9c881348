/**
 * Attendance figures, polled every few seconds.
 *
 * @typedef {{summoned: number, in_person: number, online: number, left: number,
 *   absent: number, unconfirmed: number}} Count
 * @typedef {{denominator: string, threshold: string, members: number, percent: number,
 *   present: number, summoned: number, of: number, needed: number,
 *   is_reached: boolean}} Quorum
 * @typedef {{at: string, present: number, summoned: number, of: number, needed: number,
 *   denominator: string, is_reached: boolean, late: number, left: number}} QuorumAtOpening
 * @typedef {{name: string, per_minute: number, median_seconds: number | null,
 *   last_at: string}} GateThroughput
 * @typedef {{meeting: {title: string}, sites: ({id: number | null, name: string} & Count)[], total: Count,
 *   quorum: Quorum, opened: QuorumAtOpening | null, gates: GateThroughput[],
 *   finish: string | null}} Roll
 */

import { ApiError, get } from "../base/api.js";
import { showMeeting } from "../base/meeting_heading.js";

const INTERVAL_MS = 3000;

export class AttendanceFigures extends EventTarget {
  /** @type {Roll | null} */
  roll = null;
  isStale = false;

  /** @param {import("../base/address_builder.js").GetAddress} url */
  constructor(url) {
    super();
    this.url = url;
  }

  /** Poll while the page is visible. */
  async start() {
    await this.refresh();
    setTimeout(() => this.start(), INTERVAL_MS * (0.9 + Math.random() / 5));
  }

  async refresh() {
    if (document.hidden && this.roll) return;
    try {
      this.roll = await get(this.url);
      this.isStale = false;
      if (this.roll) showMeeting(this.roll.meeting);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.isStale = true;
    }
    this.dispatchEvent(new Event("changed"));
  }
}
