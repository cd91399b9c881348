import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { ShownAnnouncements } from "../../../static/js/announcements/shown_announcements.js";

const MINUTE = 60_000;

/**
 * @param {number} id
 * @param {Partial<import("../../../static/js/live/messages.js").Announcement>} [more]
 */
function announcement(id, more = {}) {
  return {
    id,
    text: "Nghỉ giải lao",
    urgent: false,
    audience: { kind: "all", ref: null },
    made_at: "2026-11-29T01:00:00+00:00",
    made_by: "Trần Thị Thư",
    ends_at: /** @type {string | null} */ ("2026-11-29T01:15:00+00:00"),
    ...more,
  };
}

/** @param {{id: number}[]} announcements */
const ids = (announcements) => announcements.map(({ id }) => id);

describe("announcements on a screen", () => {
  it("shows urgent ones first, then the newest", () => {
    const all = [
      announcement(1, { urgent: true, ends_at: null }),
      announcement(2),
      announcement(3),
    ];
    assert.deepEqual(ids(new ShownAnnouncements().shown(all, 0)), [1, 3, 2]);
  });

  it("ends one by itself, counted from when it was seen, not by the device's clock", () => {
    const shown = new ShownAnnouncements();
    const all = [announcement(1)];
    assert.deepEqual(ids(shown.shown(all, 5000)), [1]);
    assert.equal(shown.nextEnd(all, 5000), 15 * MINUTE);
    assert.deepEqual(ids(shown.shown(all, 5000 + 15 * MINUTE - 1)), [1]);
    assert.deepEqual(ids(shown.shown(all, 5000 + 15 * MINUTE)), []);
  });

  it("keeps an urgent one, which cannot be dismissed", () => {
    const shown = new ShownAnnouncements();
    const urgent = announcement(1, { urgent: true, ends_at: null });
    shown.dismiss(urgent);
    assert.deepEqual(ids(shown.shown([urgent], 1000 * MINUTE)), [1]);
    assert.equal(shown.nextEnd([urgent], 0), Number.POSITIVE_INFINITY);
    assert.deepEqual(shown.dismissed, []);
  });

  it("remembers what was dismissed, also on the next page", () => {
    const shown = new ShownAnnouncements();
    shown.dismiss(announcement(2));
    assert.deepEqual(ids(shown.shown([announcement(2), announcement(3)], 0)), [3]);
    const next = new ShownAnnouncements(shown.dismissed);
    assert.deepEqual(ids(next.shown([announcement(2)], 0)), []);
  });
});
