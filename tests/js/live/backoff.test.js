import assert from "node:assert/strict";
import test from "node:test";
import { Backoff, MAX_DELAY_MS } from "../../../static/js/live/backoff.js";

/** A comeback whose dice and spread are in our hand. */
function make(/** @type {import("node:test").TestContext} */ context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const dice = { value: 0.999999, spread: 300 };
  const connect = context.mock.fn();
  const backoff = new Backoff(
    connect,
    () => dice.spread,
    () => dice.value,
  );
  const knocks = () => connect.mock.callCount();
  /** Let time pass until the next knock; return how long that took. */
  const untilKnock = () => {
    const before = knocks();
    for (let waited = 0; waited < 100_000; waited += 10) {
      if (knocks() > before) return waited;
      context.mock.timers.tick(10);
    }
    return Infinity;
  };
  return { backoff, dice, knocks, untilKnock, tick: context.mock.timers };
}

test("the delay grows after each failed attempt, up to 20 s, without end", (context) => {
  const { backoff, untilKnock } = make(context);
  const waits = [];
  for (let turn = 0; turn < 200; turn += 1) {
    backoff.retryLater();
    waits.push(untilKnock());
  }
  assert.deepEqual(waits.slice(0, 5), [500, 1000, 2000, 4000, 8000]);
  assert.equal(Math.max(...waits), MAX_DELAY_MS);
  assert.equal(waits.at(-1), MAX_DELAY_MS);
});

test("every delay is random up to its length", (context) => {
  const { backoff, dice, untilKnock } = make(context);
  dice.value = 0.5;
  backoff.retryLater();
  assert.equal(untilKnock(), 250);
  dice.value = 0;
  backoff.retryLater();
  assert.ok(untilKnock() <= 10);
});

test("a large audience comes back over its spread", (context) => {
  const { backoff, dice, untilKnock } = make(context);
  dice.spread = 8311;
  backoff.retryLater();
  assert.ok(Math.abs(untilKnock() - 8311) <= 10);
});

test("a connection resets the delay", (context) => {
  const { backoff, untilKnock } = make(context);
  for (let turn = 0; turn < 5; turn += 1) {
    backoff.retryLater();
    untilKnock();
  }
  backoff.onConnected();
  backoff.retryLater();
  assert.equal(untilKnock(), 500);
});

test("after a restart announcement the delay is at least a second and spread", (context) => {
  const { backoff, dice, untilKnock } = make(context);
  dice.value = 0;
  backoff.onServerRestart();
  backoff.retryLater();
  assert.equal(untilKnock(), 1000);
  backoff.onConnected();
  dice.value = 0.999999;
  dice.spread = 8311;
  backoff.onServerRestart();
  backoff.retryLater();
  assert.ok(Math.abs(untilKnock() - 9311) <= 10);
});

test("many drops at once lead to one connect", (context) => {
  const { backoff, knocks, tick } = make(context);
  backoff.retryLater();
  backoff.retryLater();
  backoff.retryLater();
  tick.tick(600);
  assert.equal(knocks(), 1);
});

test("waking reconnects at once, unless an attempt is under way", (context) => {
  const { backoff, knocks, tick } = make(context);
  backoff.onConnecting();
  backoff.retryNow();
  assert.equal(knocks(), 0);
  backoff.retryLater();
  backoff.retryNow();
  assert.equal(knocks(), 1);
  backoff.retryNow();
  tick.tick(100_000);
  assert.equal(knocks(), 1, "the wait was given up");
});
