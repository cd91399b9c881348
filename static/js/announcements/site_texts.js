/** Fetch the announcements to the site of this screen, which no snapshot contains. */

import * as addresses from "../base/addresses.js";
import { ApiError, get } from "../base/api.js";

/** @typedef {import("../live/messages.js").Announcement} Announcement */

export class SiteTexts {
  /** @type {Announcement[]} */
  announcements = [];
  /** The announcements they were fetched after. */
  #known = "";
  #isFetching = false;

  /**
   * @param {import("../live/live_meeting.js").LiveMeeting} meeting
   * @param {number} siteId 0: this screen belongs to no site
   * @param {() => void} changed
   */
  constructor(meeting, siteId, changed) {
    this.meeting = meeting;
    this.siteId = siteId;
    this.changed = changed;
  }

  /** Fetch if the site's announcements have changed; the site's screens spread. */
  update() {
    const ids = this.#ids();
    const known = ids.join(" ");
    if (known === this.#known || this.#isFetching) return;
    // What was withdrawn goes at once.
    this.announcements = this.announcements.filter(({ id }) => ids.includes(id));
    const isNew = ids.some((id) => !this.announcements.some((one) => one.id === id));
    if (!isNew) {
      this.#known = known;
      return;
    }
    this.#isFetching = true;
    setTimeout(() => this.#fetch(known), Math.random() * this.meeting.spread);
  }

  #ids() {
    const all = this.meeting.state?.site_announcements ?? [];
    return all.filter((one) => one.site_id === this.siteId).map(({ id }) => id);
  }

  /** @param {string} known */
  async #fetch(known) {
    try {
      const url = addresses.announcementsMine(this.meeting.parts.meetingId);
      this.announcements = (await get(url)).announcements;
      this.#known = known;
    } catch (error) {
      // The next change of the meeting, or the link coming back, asks again.
      if (!(error instanceof ApiError)) throw error;
    } finally {
      this.#isFetching = false;
    }
    this.changed();
  }
}
