import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { IdleTimer, WARNING_MS } from "../../../static/js/fleet/idle_timer.js";

let shown = 0;
beforeEach(() => {
  shown = 0;
  const element = () => ({
    append() {
      return undefined;
    },
    setAttribute() {
      return undefined;
    },
    remove() {
      shown -= 1;
    },
  });
  globalThis.document = {
    createElement: element,
    getElementById: () => null,
    documentElement: {
      append() {
        shown += 1;
      },
    },
  };
});

function idle() {
  const clock = { now: 0, left: 0 };
  const idleness = new IdleTimer(
    () => (clock.left += 1),
    () => clock.now,
  );
  const at = (ms) => {
    clock.now = ms;
    idleness.check();
  };
  return { clock, idleness, at };
}

test("without a limit nothing happens", () => {
  const { clock, at } = idle();
  at(10 ** 9);
  assert.equal(clock.left, 0);
  assert.equal(shown, 0);
});

test("a warning comes first, then one device return", () => {
  const { clock, idleness, at } = idle();
  idleness.setLimit(5);
  at(5 * 60_000 - WARNING_MS - 1);
  assert.equal(shown, 0);
  at(5 * 60_000 - WARNING_MS);
  assert.equal(shown, 1);
  at(5 * 60_000);
  at(5 * 60_000 + 1);
  assert.equal(clock.left, 1);
  assert.equal(shown, 0);
});

test("input removes the warning and restarts the timer", () => {
  const { clock, idleness, at } = idle();
  idleness.setLimit(1);
  at(45_000);
  assert.equal(shown, 1);
  idleness.onActivity();
  assert.equal(shown, 0);
  at(60_000);
  assert.equal(clock.left, 0);
  at(105_000);
  assert.equal(clock.left, 1);
});
