/** Which announcements a screen shows, and for how long. No page. */

/** @typedef {import("../live/messages.js").Announcement} Announcement */

/** How many a device remembers as read. */
const MOST_REMEMBERED = 200;

/**
 * How long an announcement is shown, whatever the device's own clock says: as long as its
 * sender chose, from when this screen saw it first.
 * @param {Announcement} announcement
 * @returns {number} milliseconds; Infinity: until it is withdrawn
 */
export function lifetime({ urgent, made_at, ends_at }) {
  if (urgent || ends_at === null) return Number.POSITIVE_INFINITY;
  return Date.parse(ends_at) - Date.parse(made_at);
}

export class ShownAnnouncements {
  /** When each was seen first, in milliseconds of `now`. @type {Map<number, number>} */
  #firstSeen = new Map();
  /** @type {Set<number>} */
  #dismissed;

  /** @param {number[]} dismissed ids that the reader has dismissed before */
  constructor(dismissed = []) {
    this.#dismissed = new Set(dismissed);
  }

  /** @returns {number[]} the ids to remember */
  get dismissed() {
    return [...this.#dismissed].slice(-MOST_REMEMBERED);
  }

  /**
   * Dismiss one; an urgent one stays.
   * @param {Announcement} announcement
   */
  dismiss({ id, urgent }) {
    if (!urgent) this.#dismissed.add(id);
  }

  /**
   * Return what is shown now: urgent ones first, then the newest.
   * @param {Announcement[]} announcements
   * @param {number} now milliseconds, of a clock that only runs forward
   * @returns {Announcement[]}
   */
  shown(announcements, now) {
    for (const { id } of announcements) {
      if (!this.#firstSeen.has(id)) this.#firstSeen.set(id, now);
    }
    return announcements
      .filter((one) => this.#remaining(one, now) > 0)
      .filter(({ id, urgent }) => urgent || !this.#dismissed.has(id))
      .sort(
        (one, other) => Number(other.urgent) - Number(one.urgent) || other.id - one.id,
      );
  }

  /**
   * Return when the next of these ends.
   * @param {Announcement[]} shown
   * @param {number} now
   * @returns {number} milliseconds from now; Infinity: none ends by itself
   */
  nextEnd(shown, now) {
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...shown.map((one) => this.#remaining(one, now)),
    );
  }

  /**
   * @param {Announcement} announcement
   * @param {number} now
   */
  #remaining(announcement, now) {
    return (this.#firstSeen.get(announcement.id) ?? now) + lifetime(announcement) - now;
  }
}
