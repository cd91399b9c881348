import assert from "node:assert/strict";
import { mock, test } from "node:test";
import {
  POLL_INTERVAL_MS,
  Fleet,
  FAST_POLL_DURATION_MS,
  FAST_POLL_INTERVAL_MS,
} from "../../../static/js/fleet/fleet.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

test.beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
test.afterEach(() => mock.timers.reset());

function screen(answers = []) {
  const clock = { now: 0, asked: 0 };
  const fleet = new Fleet(
    async () => {
      clock.asked += 1;
      const next = answers.shift() ?? { total: 0, needs: 0, tablets: [] };
      if (next instanceof Error) throw next;
      return next;
    },
    () => clock.now,
  );
  const pass = async (ms) => {
    clock.now += ms;
    mock.timers.tick(ms);
    await settle();
  };
  return { clock, fleet, pass };
}

test("it polls slowly, and faster for a while after a command", async () => {
  const { clock, fleet, pass } = screen();
  await fleet.ask();
  await pass(POLL_INTERVAL_MS);
  assert.equal(clock.asked, 2);
  await fleet.refreshSoon();
  await pass(FAST_POLL_INTERVAL_MS);
  assert.equal(clock.asked, 4);
  await pass(FAST_POLL_DURATION_MS);
  const before = clock.asked;
  await pass(POLL_INTERVAL_MS - 1);
  assert.equal(clock.asked, before);
});

test("the last state stays while offline, and is marked stale", async () => {
  const known = { total: 1, needs: 0, tablets: [{ id: 1 }] };
  const { fleet, pass } = screen([known, new Error("offline"), known]);
  await fleet.ask();
  await pass(POLL_INTERVAL_MS);
  assert.equal(fleet.isStale, true);
  assert.equal(fleet.state, known);
  await pass(POLL_INTERVAL_MS);
  assert.equal(fleet.isStale, false);
});
