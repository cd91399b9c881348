import assert from "node:assert/strict";
import test from "node:test";
import {
  LATE_AFTER_MS,
  withDeadline,
  onLateChange,
} from "../../../static/js/base/deadline.js";

/** An answer that never comes, unless it is given up. */
const never = (/** @type {AbortSignal} */ signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("given up")));
  });

test("a timely answer is returned without notice", async () => {
  /** @type {number[]} */
  const counts = [];
  onLateChange((late) => counts.push(late));
  assert.equal(await withDeadline(async () => 7, 1000), 7);
  assert.deepEqual(counts, []);
});

test("a late answer is announced, and its arrival too", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const counts = [];
  onLateChange((late) => counts.push(late));
  /** @type {(value: number) => void} */
  let answer = () => {};
  const asked = withDeadline(
    () => new Promise((resolve) => (answer = resolve)),
    60_000,
  );
  context.mock.timers.tick(LATE_AFTER_MS);
  assert.deepEqual(counts, [1]);
  answer(5);
  assert.equal(await asked, 5);
  assert.deepEqual(counts, [1, 0]);
});

test("a late preload is not announced", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {number[]} */
  const counts = [];
  onLateChange((late) => counts.push(late));
  withDeadline(never, 10_000, { isWaitedFor: () => false });
  context.mock.timers.tick(LATE_AFTER_MS);
  assert.deepEqual(counts, []);
});

test("a request is aborted at the deadline", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = withDeadline(never, 10_000);
  context.mock.timers.tick(10_000);
  await assert.rejects(asked, /given up/);
});

test("an outer abort ends the request at once", async () => {
  const outer = new AbortController();
  const asked = withDeadline(never, 10_000, { outer: outer.signal });
  outer.abort();
  await assert.rejects(asked, /given up/);
  await assert.rejects(
    withDeadline(never, 10_000, { outer: outer.signal }),
    /before it/,
  );
});
