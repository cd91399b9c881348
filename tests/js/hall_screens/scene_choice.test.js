/** What an automatic hall screen shows, and when an operator's choice holds. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AnnouncedResults,
  RESULT_MS,
} from "../../../static/js/hall_screens/announced_results.js";
import {
  ANNOUNCEMENT_MS,
  chooseScene,
  sceneOf,
} from "../../../static/js/hall_screens/scene_choice.js";

const NOW = Date.parse("2026-02-05T02:00:00Z");

/** @param {object} [more] */
function state(more = {}) {
  return {
    meeting: { state: "open" },
    live: { item_id: null, item_started_at: null, document_id: null, page: 1 },
    items: [
      { id: 1, kind: "report", planned_minutes: 0 },
      { id: 2, kind: "break", planned_minutes: 15 },
    ],
    documents: [],
    ...more,
  };
}

const speaker = { request_id: 7, name: "An", kind: "discussion", document_id: null };
const floor = { speaking: speaker, next: [], question: null };
const vote = (/** @type {string} */ step, id = 3) => ({ id, state: step, result: {} });
const kind = (/** @type {object} */ more, announcedAt = new Map()) =>
  chooseScene(state(more), NOW, announcedAt).kind;

test("without anything going on the page is shown", () => {
  assert.equal(kind({}), "page");
  assert.equal(kind({ votes: [], floor: { speaking: null, question: null } }), "page");
});

test("before the meeting the welcome is shown, unless a page is", () => {
  const published = { meeting: { state: "published" } };
  assert.equal(kind(published), "welcome");
  const live = { item_id: 1, document_id: null };
  assert.equal(kind({ ...published, live }), "page");
});

test("a break and an adjourned meeting are a pause, with the end that was planned", () => {
  const live = { item_id: 2, item_started_at: "2026-02-05T02:00:00Z" };
  const chosen = chooseScene(state({ live }), NOW);
  assert.deepEqual([chosen.kind, chosen.until], ["pause", "2026-02-05T02:15:00.000Z"]);
  const adjourned = chooseScene(state({ meeting: { state: "adjourned" } }), NOW);
  assert.deepEqual([adjourned.kind, adjourned.until], ["pause", null]);
});

test("who has the floor is shown, unless their own text is", () => {
  assert.equal(kind({ floor }), "speaker");
  const reads = { ...floor, speaking: { ...speaker, document_id: 9 } };
  const live = { item_id: 1, document_id: 9, page: 1 };
  assert.equal(kind({ floor: reads, live }), "page");
  assert.equal(kind({ floor: reads }), "speaker");
});

test("who asks and who answers a question is shown", () => {
  const question = { id: 1, stage: "answering", asker: speaker, respondent: speaker };
  assert.equal(kind({ floor: { speaking: null, question } }), "speaker");
});

test("an open vote comes before a speaker, and its counting too", () => {
  assert.equal(kind({ floor, votes: [vote("open")] }), "vote");
  assert.equal(kind({ floor, votes: [vote("closed")] }), "vote");
  assert.equal(kind({ floor, votes: [vote("draft"), vote("cancelled")] }), "speaker");
});

test("an announced result stays for a while", () => {
  const votes = [vote("announced")];
  assert.equal(kind({ votes }, new Map([[3, NOW - RESULT_MS + 1]])), "vote");
  assert.equal(kind({ votes }, new Map([[3, NOW - RESULT_MS - 1]])), "page");
  assert.equal(kind({ votes }), "page");
});

test("after the end the hall is told of it, whatever was shown", () => {
  const closed = { meeting: { state: "closed" }, floor, votes: [vote("announced")] };
  assert.equal(kind(closed, new Map([[3, NOW]])), "pause");
  const held = { id: 1, is_held: true, scene: { kind: "agenda" } };
  assert.equal(sceneOf(state({ ...closed, screens: [held] }), 1, NOW).kind, "pause");
});

test("an announced result gives way to what begins after it", () => {
  const votes = [vote("announced")];
  const at = new Map([[3, NOW - 10_000]]);
  const before = new Date(NOW - 20_000).toISOString();
  const after = new Date(NOW - 5000).toISOString();
  const live = { item_id: 1, item_started_at: before, document_id: null, page: 1 };
  assert.equal(kind({ votes, live }, at), "vote");
  assert.equal(kind({ votes, live: { ...live, item_started_at: after } }, at), "page");
  assert.equal(kind({ votes, meeting: { state: "adjourned" } }, at), "pause");
  const speech = (/** @type {string} */ running_since) => ({
    ...{ votes, live, floor },
    timers: { speaker: { running_since } },
  });
  assert.equal(kind(speech(before), at), "vote");
  assert.equal(kind(speech(after), at), "speaker");
});

test("a vote that is going on comes before an announced result", () => {
  const votes = [vote("open", 4), vote("announced", 5)];
  assert.equal(chooseScene(state({ votes }), NOW).ref, 4);
});

test("an urgent announcement for all comes first", () => {
  const urgent = { id: 8, text: "x", urgent: true, audience: { kind: "all" } };
  assert.equal(
    kind({ votes: [vote("open")], announcements: [urgent] }),
    "announcement",
  );
  const calm = { ...urgent, urgent: false };
  assert.equal(kind({ votes: [vote("open")], announcements: [calm] }), "vote");
  const role = { ...urgent, audience: { kind: "role", ref: "guest" } };
  assert.equal(kind({ announcements: [role] }), "page");
});

test("an announcement that is not urgent is shown for a while, if nobody speaks", () => {
  const made = (/** @type {number} */ age) => ({
    announcements: [
      {
        id: 8,
        urgent: false,
        audience: { kind: "all" },
        made_at: new Date(NOW - age).toISOString(),
      },
    ],
  });
  assert.equal(kind(made(ANNOUNCEMENT_MS - 1)), "announcement");
  assert.equal(kind(made(ANNOUNCEMENT_MS + 1)), "page");
  assert.equal(kind({ ...made(1), floor }), "speaker");
});

test("an operator's scene holds, on their screen only", () => {
  const screens = [{ id: 2, is_held: true, scene: { kind: "blank" } }];
  const held = state({ screens, votes: [vote("open")] });
  assert.equal(sceneOf(held, 2, NOW).kind, "blank");
  assert.equal(sceneOf(held, 1, NOW).kind, "vote");
  assert.equal(sceneOf(state(), 2, NOW).kind, "page");
});

test("a held scene that cannot be shown gives way to what is automatic", () => {
  const screen = (/** @type {object} */ scene) => [{ id: 1, is_held: true, scene }];
  const impossible = [
    { kind: "vote", ref: 99 },
    { kind: "vote", ref: null },
    { kind: "announcement", ref: 1 },
    { kind: "media", file: "gone" },
  ];
  for (const scene of impossible) {
    const held = state({ screens: screen(scene), floor });
    assert.equal(sceneOf(held, 1, NOW).kind, "speaker");
  }
});

test("results from before the screen was opened are old, unless the server says when", () => {
  const results = new AnnouncedResults();
  const said = { ...vote("announced", 5), announced_at: "2026-02-05T01:59:00Z" };
  results.update({ votes: [vote("announced"), said, vote("closed", 4)] }, NOW);
  assert.equal(results.at.get(3), 0);
  assert.equal(results.at.get(5), NOW - 60_000);
  results.update({ votes: [vote("announced"), vote("announced", 4)] }, NOW + 5);
  assert.equal(results.at.get(4), NOW + 5);
});
