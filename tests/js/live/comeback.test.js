import assert from "node:assert/strict";
import test from "node:test";
import { Comeback, LONGEST_MS } from "../../../static/js/live/comeback.js";

/** A comeback whose dice and spread are in our hand. */
function make(/** @type {import("node:test").TestContext} */ context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const dice = { value: 0.999999, spread: 300 };
  const knock = context.mock.fn();
  const comeback = new Comeback(
    knock,
    () => dice.spread,
    () => dice.value,
  );
  const knocks = () => knock.mock.callCount();
  /** Let time pass until the next knock; return how long that took. */
  const untilKnock = () => {
    const before = knocks();
    for (let waited = 0; waited < 100_000; waited += 10) {
      if (knocks() > before) return waited;
      context.mock.timers.tick(10);
    }
    return Infinity;
  };
  return { comeback, dice, knocks, untilKnock, tick: context.mock.timers };
}

test("it waits longer after each vain knock, never longer than 20 s, without end", (context) => {
  const { comeback, untilKnock } = make(context);
  const waits = [];
  for (let turn = 0; turn < 200; turn += 1) {
    comeback.soon();
    waits.push(untilKnock());
  }
  assert.deepEqual(waits.slice(0, 5), [500, 1000, 2000, 4000, 8000]);
  assert.equal(Math.max(...waits), LONGEST_MS);
  assert.equal(waits.at(-1), LONGEST_MS);
});

test("every wait is a random part of its length", (context) => {
  const { comeback, dice, untilKnock } = make(context);
  dice.value = 0.5;
  comeback.soon();
  assert.equal(untilKnock(), 250);
  dice.value = 0;
  comeback.soon();
  assert.ok(untilKnock() <= 10);
});

test("a large audience comes back over its spread", (context) => {
  const { comeback, dice, untilKnock } = make(context);
  dice.spread = 8311;
  comeback.soon();
  assert.ok(Math.abs(untilKnock() - 8311) <= 10);
});

test("who arrived begins anew", (context) => {
  const { comeback, untilKnock } = make(context);
  for (let turn = 0; turn < 5; turn += 1) {
    comeback.soon();
    untilKnock();
  }
  comeback.arrived();
  comeback.soon();
  assert.equal(untilKnock(), 500);
});

test("a server that restarts is given a second, and all come spread", (context) => {
  const { comeback, dice, untilKnock } = make(context);
  dice.value = 0;
  comeback.restarting();
  comeback.soon();
  assert.equal(untilKnock(), 1000);
  comeback.arrived();
  dice.value = 0.999999;
  dice.spread = 8311;
  comeback.restarting();
  comeback.soon();
  assert.ok(Math.abs(untilKnock() - 9311) <= 10);
});

test("many drops at once lead to one knock", (context) => {
  const { comeback, knocks, tick } = make(context);
  comeback.soon();
  comeback.soon();
  comeback.soon();
  tick.tick(600);
  assert.equal(knocks(), 1);
});

test("who wakes knocks at once, but not while a knock is under way", (context) => {
  const { comeback, knocks, tick } = make(context);
  comeback.begun();
  comeback.now();
  assert.equal(knocks(), 0);
  comeback.soon();
  comeback.now();
  assert.equal(knocks(), 1);
  comeback.now();
  tick.tick(100_000);
  assert.equal(knocks(), 1, "the wait was given up");
});
