import assert from "node:assert/strict";
import test from "node:test";
import {
  formatTimeOfDay,
  plannedMinutesOf,
  plannedStarts,
  itemProgress,
} from "../../../static/js/agenda/schedule.js";

const START = "2026-11-23T00:30:00+00:00";
/** @returns {any} */
const item = (
  /** @type {number} */ id,
  /** @type {number} */ minutes,
  /** @type {number | null} */ parent = null,
) => ({ id, parent_id: parent, planned_minutes: minutes });
const items = [item(1, 15), item(2, 0), item(3, 45, 2), item(4, 30, 2), item(5, 10)];

test("items follow each other from the opening, in Vietnamese time", () => {
  const starts = plannedStarts(items, START);
  const times = [1, 2, 3, 4, 5].map((id) => formatTimeOfDay(starts.get(id) ?? 0));
  assert.deepEqual(times, ["07:30", "07:45", "07:45", "08:30", "09:00"]);
});

test("an item without minutes takes those of its sub-items", () => {
  assert.equal(plannedMinutesOf(items, items[1]), 75);
  assert.equal(plannedMinutesOf(items, items[0]), 15);
});

test("a sub-item whose item is hidden stands in line by itself", () => {
  const starts = plannedStarts([item(1, 15), item(3, 45, 2), item(5, 10)], START);
  assert.equal(formatTimeOfDay(starts.get(3) ?? 0), "07:45");
  assert.equal(formatTimeOfDay(starts.get(5) ?? 0), "08:30");
});

test("the clock counts up and says by how much the plan is passed", () => {
  const at = (/** @type {number} */ seconds) =>
    itemProgress(START, 10, Date.parse(START) + seconds * 1000);
  assert.deepEqual(at(65), { elapsed: "01:05", over: 0, share: 65 / 600 });
  assert.deepEqual(at(600), { elapsed: "10:00", over: 0, share: 1 });
  assert.deepEqual(at(601), { elapsed: "10:01", over: 1, share: 1 });
  assert.equal(at(3700).elapsed, "1:01:40");
});

test("without a plan nothing is ever late, and no clock runs backwards", () => {
  const early = itemProgress(START, 0, Date.parse(START) - 5000);
  assert.deepEqual(early, { elapsed: "00:00", over: 0, share: 0 });
});
