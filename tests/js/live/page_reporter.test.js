import assert from "node:assert/strict";
import test from "node:test";
import { PageReporter } from "../../../static/js/live/page_reporter.js";

/** @returns {import("../../../static/js/live/messages.js").Shown} */
const shown = (/** @type {number} */ n, page = n) => ({
  n,
  document: 5,
  page,
  mode: "following",
});

/** A reporter whose dice, clock and channel are in our hand. */
function make(/** @type {import("node:test").TestContext} */ context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const world = { dice: 0.5, spread: 300, now: 0, isOpen: true };
  /** @type {{n: number, mode: string, at: number}[]} */
  const sent = [];
  const reporter = new PageReporter(
    ({ n, mode }) => {
      if (world.isOpen) sent.push({ n, mode, at: world.now });
      return world.isOpen;
    },
    () => world.spread,
    () => world.dice,
    () => world.now,
  );
  const pass = (/** @type {number} */ ms) => {
    for (let step = 0; step < ms; step += 1) {
      world.now += 1;
      context.mock.timers.tick(1);
    }
  };
  return { reporter, world, sent, pass };
}

test("it reports at a random moment within the spread", (context) => {
  const { reporter, sent, pass } = make(context);
  reporter.show(shown(1));
  assert.deepEqual(sent, []);
  pass(1000);
  assert.deepEqual(sent, [{ n: 1, mode: "following", at: 150 }]);
});

test("of several changes only the newest is sent, once", (context) => {
  const { reporter, sent, pass } = make(context);
  for (let n = 1; n <= 20; n += 1) reporter.show(shown(n));
  pass(5000);
  reporter.show(shown(20));
  pass(5000);
  assert.deepEqual(
    sent.map(({ n }) => n),
    [20],
  );
});

test("at most two reports a second are sent, and the last one always", (context) => {
  const { reporter, sent, pass, world } = make(context);
  for (let n = 1; n <= 200; n += 1) {
    world.dice = (n % 10) / 10;
    reporter.show(shown(n));
    pass(50);
  }
  pass(1000);
  const pauses = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
  assert.ok(Math.min(...pauses) >= 500, String(Math.min(...pauses)));
  assert.equal(sent.at(-1)?.n, 200);
});

test("a large audience spreads its reports", (context) => {
  const { reporter, sent, pass, world } = make(context);
  world.spread = 8000;
  reporter.show(shown(1));
  pass(3999);
  assert.deepEqual(sent, []);
  pass(2);
  assert.equal(sent.length, 1);
});

test("sleeping and waking are reported at once", (context) => {
  const { reporter, sent, pass, world } = make(context);
  world.spread = 8000;
  reporter.show(shown(1));
  reporter.show({ ...shown(1), mode: "asleep" });
  assert.deepEqual(sent, [{ n: 1, mode: "asleep", at: 0 }]);
  pass(20_000);
  reporter.show(shown(1));
  assert.equal(sent.length, 2);
  assert.equal(sent[1]?.mode, "following");
});

test("without a channel nothing is queued; the next channel gets the newest", (context) => {
  const { reporter, sent, pass, world } = make(context);
  world.isOpen = false;
  reporter.show(shown(1));
  pass(1000);
  reporter.show(shown(2));
  pass(1000);
  assert.deepEqual(sent, []);
  world.isOpen = true;
  reporter.resend();
  pass(1000);
  assert.deepEqual(
    sent.map(({ n }) => n),
    [2],
  );
});

test("a new channel gets the report again", (context) => {
  const { reporter, sent, pass } = make(context);
  reporter.show(shown(1));
  pass(1000);
  reporter.resend();
  pass(1000);
  assert.deepEqual(
    sent.map(({ n }) => n),
    [1, 1],
  );
});

test("a screen without pages reports nothing", (context) => {
  const { reporter, sent, pass } = make(context);
  reporter.resend();
  pass(10_000);
  assert.deepEqual(sent, []);
  assert.equal(reporter.newest, null);
});
