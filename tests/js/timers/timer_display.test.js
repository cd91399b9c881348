import assert from "node:assert/strict";
import test from "node:test";
import {
  duration,
  elapsedOf,
  nextTick,
  thresholdPassed,
  timerText,
} from "../../../static/js/timers/timer_display.js";

const START = Date.parse("2026-11-23T00:30:00.250+00:00");
/** @returns {any} */
const timer = (/** @type {object} */ values = {}) => ({
  id: 1,
  kind: "speaker",
  ref_id: 7,
  running_since: "2026-11-23T00:30:00.250+00:00",
  elapsed_ms: 0,
  limit_seconds: 300,
  warn_seconds: [60, 30],
  sound: false,
  ...values,
});
const at = (/** @type {number} */ ms, values = {}) =>
  timerText(timer(values), START + ms);

test("it counts down, warns, and goes on beyond the end", () => {
  assert.deepEqual(at(0), { text: "05:00", remaining_ms: 300_000, level: "normal" });
  assert.equal(at(1).text, "05:00");
  assert.equal(at(1000).text, "04:59");
  assert.equal(at(239_999).level, "normal");
  assert.deepEqual(at(240_000), { text: "01:00", remaining_ms: 60_000, level: "warn" });
  assert.deepEqual(at(300_000), { text: "00:00", remaining_ms: 0, level: "over" });
  assert.equal(at(312_500).text, "+00:12");
});

test("without a limit it counts up", () => {
  const face = at(3_725_000, { limit_seconds: 0 });
  assert.deepEqual(face, { text: "1:02:05", remaining_ms: null, level: "normal" });
});

test("a paused timer stands still, and goes on from there", () => {
  const paused = timer({ running_since: null, elapsed_ms: 90_000 });
  assert.equal(timerText(paused, START + 999_999).text, "03:30");
  assert.equal(nextTick(paused, START), null);
  assert.equal(elapsedOf(timer({ elapsed_ms: 90_000 }), START + 500), 90_500);
});

test("a clock that is a little behind the server shows the beginning", () => {
  assert.equal(at(-150).text, "05:00");
});

test("all screens change at the full second of the timer", () => {
  for (const ms of [0, 1, 400, 999, 1000, 61_234]) {
    const wait = nextTick(timer(), START + ms) ?? 0;
    assert.ok(wait > 0 && wait <= 1001);
    assert.equal((ms + wait) % 1000, 1);
    assert.notEqual(at(ms + wait).text, at(ms + wait - 2).text);
  }
});

test("each threshold is passed once", () => {
  const passed = (/** @type {number} */ before, /** @type {number} */ after) =>
    thresholdPassed(timer(), before, after);
  assert.equal(passed(61_000, 60_000), 60);
  assert.equal(passed(60_000, 59_000), null);
  assert.equal(passed(90_000, 20_000), 30);
  assert.equal(passed(1000, -5), 0);
  assert.equal(passed(-5, -1000), null);
  assert.equal(thresholdPassed(timer(), null, 1000), null);
});

test("a duration has two digits, and hours only where there are some", () => {
  assert.deepEqual([0, 59_999, 3_600_000].map(duration), ["00:00", "00:59", "1:00:00"]);
});
