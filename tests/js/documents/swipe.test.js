import assert from "node:assert/strict";
import test from "node:test";
import {
  Speed,
  resistedOffset,
  isDoubleTap,
  swipeStep,
  tapZone,
} from "../../../static/js/documents/reader/swipe.js";

const middle = { width: 800, hasPrevious: true, hasNext: true };

test("a flick turns, however short", () => {
  assert.equal(swipeStep({ ...middle, dx: -60, velocity: -0.8 }), 1);
  assert.equal(swipeStep({ ...middle, dx: 60, velocity: 0.8 }), -1);
});

test("a slow pull turns only when it is far enough", () => {
  assert.equal(swipeStep({ ...middle, dx: -300, velocity: 0 }), 1);
  assert.equal(swipeStep({ ...middle, dx: -120, velocity: 0 }), 0);
});

test("a finger that flicks back has thought better of it", () => {
  assert.equal(swipeStep({ ...middle, dx: -400, velocity: 0.9 }), 0);
});

test("a trembling finger turns nothing", () => {
  assert.equal(swipeStep({ ...middle, dx: -9, velocity: -2 }), 0);
});

test("there is no page before the first and none after the last", () => {
  assert.equal(swipeStep({ ...middle, hasNext: false, dx: -400, velocity: -1 }), 0);
  assert.equal(swipeStep({ ...middle, hasPrevious: false, dx: 400, velocity: 1 }), 0);
});

test("the sheet follows the finger, reluctantly where nothing comes", () => {
  assert.equal(resistedOffset(-100, true, true), -100);
  assert.ok(resistedOffset(-100, true, false) > -30);
  assert.ok(resistedOffset(100, false, true) < 30);
});

test("the edges turn, the page itself does not", () => {
  assert.equal(tapZone(50, 800), -1);
  assert.equal(tapZone(760, 800), 1);
  assert.equal(tapZone(400, 800), 0);
});

test("speed is that of the last moments, not of the whole way", () => {
  const speed = new Speed();
  speed.note(0, 0);
  speed.note(0, 900);
  speed.note(50, 950);
  speed.note(100, 1000);
  assert.equal(speed.value(), 1);
  assert.equal(new Speed().value(), 0);
});

test("two taps near in time and position are one double tap", () => {
  const tap = (/** @type {number} */ x, /** @type {number} */ at) => ({
    point: { x, y: 0 },
    at,
  });
  assert.ok(isDoubleTap(tap(100, 0), tap(110, 200)));
  assert.ok(!isDoubleTap(tap(100, 0), tap(110, 500)));
  assert.ok(!isDoubleTap(tap(100, 0), tap(300, 200)));
  assert.ok(!isDoubleTap(null, tap(100, 0)));
});
