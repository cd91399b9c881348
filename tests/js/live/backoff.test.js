import assert from "node:assert/strict";
import test from "node:test";
import { Backoff, MAX_DELAY_MS } from "../../../static/js/live/backoff.js";

/** A backoff whose random number and spread are set by the test. */
function make(/** @type {import("node:test").TestContext} */ context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const random = { value: 0.999999, spread: 300 };
  const connect = context.mock.fn();
  const backoff = new Backoff(
    connect,
    () => random.spread,
    () => random.value,
  );
  const attempts = () => connect.mock.callCount();
  /** Let time pass until the next attempt; return how long that took. */
  const waitForAttempt = () => {
    const before = attempts();
    for (let waited = 0; waited < 100_000; waited += 10) {
      if (attempts() > before) return waited;
      context.mock.timers.tick(10);
    }
    return Infinity;
  };
  return { backoff, random, attempts, waitForAttempt, tick: context.mock.timers };
}

test("the delay grows after each failed attempt, up to 20 s, without end", (context) => {
  const { backoff, waitForAttempt } = make(context);
  const waits = [];
  for (let turn = 0; turn < 200; turn += 1) {
    backoff.retryLater();
    waits.push(waitForAttempt());
  }
  assert.deepEqual(waits.slice(0, 5), [500, 1000, 2000, 4000, 8000]);
  assert.equal(Math.max(...waits), MAX_DELAY_MS);
  assert.equal(waits.at(-1), MAX_DELAY_MS);
});

test("every delay is random up to its length", (context) => {
  const { backoff, random, waitForAttempt } = make(context);
  random.value = 0.5;
  backoff.retryLater();
  assert.equal(waitForAttempt(), 250);
  random.value = 0;
  backoff.retryLater();
  assert.ok(waitForAttempt() <= 10);
});

test("a large audience comes back over its spread", (context) => {
  const { backoff, random, waitForAttempt } = make(context);
  random.spread = 8311;
  backoff.retryLater();
  assert.ok(Math.abs(waitForAttempt() - 8311) <= 10);
});

test("a connection resets the delay", (context) => {
  const { backoff, waitForAttempt } = make(context);
  for (let turn = 0; turn < 5; turn += 1) {
    backoff.retryLater();
    waitForAttempt();
  }
  backoff.onConnected();
  backoff.retryLater();
  assert.equal(waitForAttempt(), 500);
});

test("after a restart announcement the delay is at least a second and spread", (context) => {
  const { backoff, random, waitForAttempt } = make(context);
  random.value = 0;
  backoff.onServerRestart();
  backoff.retryLater();
  assert.equal(waitForAttempt(), 1000);
  backoff.onConnected();
  random.value = 0.999999;
  random.spread = 8311;
  backoff.onServerRestart();
  backoff.retryLater();
  assert.ok(Math.abs(waitForAttempt() - 9311) <= 10);
});

test("many drops at once lead to one connect", (context) => {
  const { backoff, attempts, tick } = make(context);
  backoff.retryLater();
  backoff.retryLater();
  backoff.retryLater();
  tick.tick(600);
  assert.equal(attempts(), 1);
});

test("waking reconnects at once, unless an attempt is under way", (context) => {
  const { backoff, attempts, tick } = make(context);
  backoff.onConnecting();
  backoff.retryNow();
  assert.equal(attempts(), 0);
  backoff.retryLater();
  backoff.retryNow();
  assert.equal(attempts(), 1);
  backoff.retryNow();
  tick.tick(100_000);
  assert.equal(attempts(), 1, "the wait was given up");
});
