/** A preview shows what the hall may see; the watchdog; the window of the agenda. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asHallSees,
  withSiteTexts,
} from "../../../static/js/hall_screens/hall_state.js";
import { agendaWindow } from "../../../static/js/hall_screens/scenes/agenda.js";
import {
  needsReload,
  RELOAD_EVERY_MS,
} from "../../../static/js/hall_screens/watchdog.js";

const item = (id, visibility, parent = null) => ({ id, visibility, parent_id: parent });

test("what is announced at a screen's own site comes to what is for all", () => {
  const [all, site] = [{ id: 1 }, { id: 2 }];
  const state = { announcements: [all] };
  assert.deepEqual(withSiteTexts(state, [site]).announcements, [all, site]);
  assert.equal(withSiteTexts(state, []), state);
});

test("drafts, internal items and results not announced are not in a preview", () => {
  const seen = asHallSees({
    items: [
      item(1, "everyone"),
      item(2, "official"),
      item(3, "everyone", 2),
      item(4, "delegates"),
    ],
    documents: [
      { id: 1, item_id: 1, publication: "published" },
      { id: 2, item_id: 1, publication: "draft" },
      { id: 3, item_id: 2, publication: "published" },
    ],
    live: { item_id: 2, document_id: 3, page: 1 },
    votes: [
      { id: 1, state: "draft", item_id: null, result: null },
      { id: 2, state: "closed", item_id: null, result: { passed: true } },
      { id: 3, state: "announced", item_id: 1, result: { passed: true } },
      { id: 4, state: "open", item_id: 2, result: null },
    ],
  });
  assert.deepEqual(
    seen.items.map(({ id }) => id),
    [1, 4],
  );
  assert.deepEqual(
    seen.documents.map(({ id }) => id),
    [1],
  );
  assert.deepEqual([seen.live.item_id, seen.live.document_id], [null, null]);
  assert.deepEqual(
    seen.votes.map(({ id, result }) => [id, result?.passed ?? null]),
    [
      [2, null],
      [3, true],
    ],
  );
});

test("the agenda shows seven items around the current one", () => {
  const items = [...Array(20).keys()].map((id) => ({ id }));
  const shown = (current) => agendaWindow(items, current).lines.map(({ id }) => id);
  assert.deepEqual(shown(null), [0, 1, 2, 3, 4, 5, 6]);
  assert.deepEqual(shown(5), [4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(shown(19), [13, 14, 15, 16, 17, 18, 19]);
  assert.equal(agendaWindow(items, 5).after, 9);
  assert.deepEqual(agendaWindow(items.slice(0, 2), 1).lines.length, 2);
});

const HOUR = 3_600_000;
const well = { failures: [], lostSince: null, paintedAt: HOUR, reloadedAt: 0 };

test("a screen that is well is not loaded anew", () => {
  assert.equal(needsReload(well, HOUR), false);
  assert.equal(needsReload({ ...well, failures: [1, 2, 3, 4, 5] }, HOUR), false);
  assert.equal(needsReload({ ...well, lostSince: HOUR - 60_000 }, HOUR), false);
});

test("a screen that fails again and again, is cut off or stands still is, once a while", () => {
  const ill = [
    { ...well, failures: Array(5).fill(HOUR - 1000) },
    { ...well, lostSince: HOUR - 100_000 },
    { ...well, paintedAt: HOUR - 40_000 },
  ];
  for (const health of ill) {
    assert.equal(needsReload(health, HOUR), true);
    const reloadedAt = HOUR - RELOAD_EVERY_MS + 1;
    assert.equal(needsReload({ ...health, reloadedAt }, HOUR), false);
  }
});
