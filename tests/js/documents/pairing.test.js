import assert from "node:assert/strict";
import test from "node:test";
import {
  Pairing,
  fitHalf,
  pageAfter,
} from "../../../static/js/documents/reader/pairing.js";

const A4 = { width: 595, height: 842 };

/** @param {number} width @param {boolean} [isZoomed] */
function makePairing(width, isZoomed = false) {
  const pairing = new Pairing({ size: { width, height: 800 }, zoomView: { isZoomed } });
  pairing.isWished = true;
  return pairing;
}

test("two pages need a wish, a wide stage and no enlargement", () => {
  assert.equal(makePairing(1088).isOn, true);
  assert.equal(makePairing(832).isOn, false);
  assert.deepEqual(
    [
      makePairing(1088).stride(false),
      makePairing(1088).stride(true),
      makePairing(832).stride(false),
    ],
    [2, 1, 1],
  );
  assert.equal(makePairing(1088, true).isOn, false);
  const unwished = makePairing(1088);
  unwished.isWished = false;
  assert.equal(unwished.isOn, false);
});

test("each frame knows its position, alone and in pairs", () => {
  const slots = (/** @type {Pairing} */ pairing) =>
    [-2, -1, 0, 1, 2, NaN].map((step) => pairing.stand(step).slot);
  assert.deepEqual(slots(makePairing(800)), [
    "spare",
    "previous",
    "current",
    "next",
    "spare",
    "spare",
  ]);
  assert.deepEqual(slots(makePairing(1088)), [
    "previous",
    "spare",
    "current",
    "beside",
    "next",
    "spare",
  ]);
  assert.equal(makePairing(1088).stand(1).half, "right");
  assert.equal(makePairing(800).stand(1).half, null);
});

test("the halves meet in the middle and stay on the stage", () => {
  const stage = { width: 1088, height: 800 };
  const left = fitHalf(stage, A4, "left");
  const right = fitHalf(stage, A4, "right");
  assert.equal(left.left + left.width, 544);
  assert.equal(right.left, 544);
  assert.ok(left.left >= 0 && right.left + right.width <= 1088);
  assert.ok(left.height <= 800);
});

test("a turn passes both pages and never one that was not shown", () => {
  assert.equal(pageAfter(1, 1, 2, 5), 3);
  assert.equal(pageAfter(3, 1, 2, 5), 5);
  assert.equal(pageAfter(4, 1, 2, 5), null);
  assert.equal(pageAfter(5, 1, 2, 5), null);
  assert.equal(pageAfter(2, -1, 2, 5), 1);
  assert.equal(pageAfter(1, -1, 2, 5), null);
  assert.equal(pageAfter(4, 1, 1, 5), 5);
  assert.equal(pageAfter(1, 1, 1, 0), null);
});
