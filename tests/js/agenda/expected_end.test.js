import assert from "node:assert/strict";
import test from "node:test";
import { expectedEnd, progressOf } from "../../../static/js/agenda/expected_end.js";

const START = "2026-11-29T01:00:00Z";
const MINUTE = 60_000;
const at = (/** @type {number} */ minutes) => Date.parse(START) + minutes * MINUTE;
/** @returns {any} */
const item = (
  /** @type {number} */ id,
  planned_minutes = 10,
  /** @type {number | null} */ parent_id = null,
) => ({ id, planned_minutes, parent_id });
const three = [item(1), item(2), item(3)];

/** @returns {any} */
function late(
  /** @type {number} */ minutes,
  /** @type {number | null} */ current,
  elapsed = 0,
  /** @type {number[]} */ ran = [],
  items = three,
) {
  const meeting = { items, startsAt: START, current, elapsedMs: elapsed * MINUTE, ran };
  return expectedEnd(meeting, at(minutes))?.late;
}

test("a meeting that keeps to its agenda is not late", () => {
  assert.equal(late(0, 1), 0);
  assert.equal(late(5, 1, 5), 0);
  assert.equal(late(25, 3, 5, [1, 2]), 0);
  assert.equal(late(30, null, 0, [1, 2, 3]), 0);
});

test("before the opening it ends as planned, later each minute after it", () => {
  assert.equal(late(-20, null), 0);
  assert.equal(late(15, null), 15);
});

test("an item that takes longer makes the end later, a shorter one earlier", () => {
  assert.equal(late(15, 1, 15), 5);
  assert.equal(late(25, 2, 0, [1]), 15);
  assert.equal(late(4, 2, 0, [1]), -6);
});

test("between two items the clock of the meeting goes on", () => {
  assert.equal(late(14, null, 0, [1]), 4);
});

test("items passed over are not expected any more, those taken before are done", () => {
  assert.equal(late(10, 3, 0, [1]), -10);
  // The third was taken before the second.
  assert.equal(late(20, 2, 0, [1, 3]), 0);
});

test("the minutes of sub-items count where their item names none", () => {
  const items = [item(1, 0), item(11, 10, 1), item(12, 20, 1), item(2)];
  assert.equal(late(0, 1, 0, [], items), 0);
  assert.equal(late(12, 12, 0, [1, 11], items), 2);
  const named = [item(1, 30), item(11, 10, 1), item(12, 20, 1), item(2)];
  assert.equal(late(33, 2, 0, [1, 11, 12], named), 3);
});

test("without planned minutes, or a day later, nothing is said", () => {
  assert.equal(late(5, 1, 5, [], [item(1, 0)]), undefined);
  assert.equal(late(24 * 60, 1, 0), undefined);
});

test("the end is a moment", () => {
  const meeting = { items: three, startsAt: START, current: 2, elapsedMs: 0, ran: [1] };
  assert.deepEqual(expectedEnd(meeting, at(20)), { endsAt: at(40), late: 10 });
});

test("the progress comes from the state and the timer of the item", () => {
  const timer = { elapsed_ms: 60_000, running_since: START };
  /** @type {any} */
  const state = {
    meeting: { starts_at: START },
    items: three,
    live: { item_id: 2 },
    timers: { item: timer, speaker: null, ran: [1] },
  };
  const progress = progressOf(state, at(3));
  assert.deepEqual(
    [progress.current, progress.elapsedMs, progress.ran],
    [2, 4 * MINUTE, [1]],
  );
  state.timers.item = { ...timer, running_since: null };
  assert.equal(progressOf(state, at(3)).elapsedMs, MINUTE);
  state.timers = undefined;
  assert.equal(progressOf(state, at(3)).elapsedMs, 0);
});
