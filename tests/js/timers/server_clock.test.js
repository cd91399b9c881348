import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../../static/js/base/api.js";
import {
  betterSample,
  sampleOf,
  ServerClock,
} from "../../../static/js/timers/server_clock.js";

/**
 * A device whose clock is wrong by `wrong`, and a network with these round trips.
 * @param {number} wrong
 * @param {number[]} roundTrips each with all of its delay on the way back
 */
function makeClock(wrong, roundTrips) {
  let real = 1_000_000;
  let asked = 0;
  const ask = async () => {
    const answer = real;
    real += roundTrips[asked] ?? 0;
    asked += 1;
    return answer;
  };
  const clock = new ServerClock(ask, () => real + wrong);
  return { clock, real: () => real, asked: () => asked };
}

test("the offset is right within half a round trip, whatever the device's clock says", async () => {
  for (const wrong of [0, -86_400_000, 1234]) {
    const { clock, real } = makeClock(wrong, [40]);
    assert.equal(clock.isKnown, false);
    assert.equal(await clock.measure(), true);
    assert.ok(Math.abs(clock.now() - real()) <= 20);
  }
});

test("two devices agree within 0.2 s though one has a slow answer first", async () => {
  const slow = makeClock(-5000, [3000, 60]);
  const quick = makeClock(900, [10]);
  await slow.clock.measure();
  await quick.clock.measure();
  const error = (/** @type {typeof slow} */ { clock, real }) => clock.now() - real();
  assert.ok(Math.abs(error(slow) - error(quick)) < 200);
});

test("it stops asking after a good answer, and after a few bad ones", async () => {
  const good = makeClock(0, [20, 20, 20]);
  await good.clock.measure();
  assert.equal(good.asked(), 1);
  const bad = makeClock(0, Array(20).fill(900));
  await bad.clock.measure();
  assert.equal(bad.asked(), 4);
});

test("a worse sample does not replace a better one, unless that is old", () => {
  const exact = sampleOf(0, 20, 500);
  const rough = sampleOf(1000, 1400, 1900);
  assert.equal(betterSample(null, rough), rough);
  assert.equal(betterSample(exact, rough), exact);
  const later = sampleOf(2_000_000, 2_000_400, 2_000_900);
  assert.equal(betterSample(exact, later), later);
});

test("without an answer the clock stays unknown", async () => {
  const clock = new ServerClock(
    () => Promise.reject(new ApiError(0, "offline", "")),
    () => 0,
  );
  assert.equal(await clock.measure(), false);
  assert.equal(clock.isKnown, false);
});
