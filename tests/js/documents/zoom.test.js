import assert from "node:assert/strict";
import test from "node:test";
import {
  MAX_SCALE,
  WHOLE,
  carry,
  chooseWidth,
  clamp,
  fit,
  scaleAt,
  toggle,
} from "../../../static/js/documents/reader/zoom.js";

const stage = { width: 800, height: 800 };
const a4 = { width: 595, height: 842 };
const slide = { width: 960, height: 540 };

test("a standing page takes the full height, a lying one the full width", () => {
  assert.deepEqual(fit(stage, a4), { width: 565, height: 800, left: 118, top: 0 });
  assert.deepEqual(fit(stage, slide), { width: 800, height: 450, left: 0, top: 175 });
});

test("what lies under the finger stays under the finger", () => {
  const point = { x: 400, y: 200 };
  const sheet = fit(stage, a4);
  const view = scaleAt(WHOLE, 2, point, point, sheet);
  const under = (/** @type {any} */ v) => ({
    x: (point.x - sheet.left - v.x) / v.scale,
    y: (point.y - sheet.top - v.y) / v.scale,
  });
  assert.deepEqual(under(view), under(WHOLE));
});

test("two fingers that move together pan the page", () => {
  const sheet = fit(stage, a4);
  const view = scaleAt(
    { scale: 2, x: -100, y: -100 },
    2,
    { x: 300, y: 300 },
    { x: 340, y: 260 },
    sheet,
  );
  assert.deepEqual(view, { scale: 2, x: -60, y: -140 });
});

test("no zoom shows more than the page, and none is endless", () => {
  assert.equal(clamp({ scale: 0.3, x: 50, y: 50 }, stage, a4), WHOLE);
  assert.equal(clamp({ scale: 1.02, x: 5, y: 0 }, stage, a4), WHOLE);
  assert.equal(clamp({ scale: 99, x: 0, y: 0 }, stage, a4).scale, MAX_SCALE);
});

test("a zoomed page cannot be pushed out of the window", () => {
  const far = clamp({ scale: 2, x: 9999, y: 9999 }, stage, a4);
  const sheet = fit(stage, a4);
  assert.equal(sheet.left + far.x, 0);
  assert.equal(sheet.top + far.y, 0);
  const other = clamp({ scale: 2, x: -9999, y: -9999 }, stage, a4);
  assert.equal(sheet.left + other.x + sheet.width * 2, stage.width);
  assert.equal(sheet.top + other.y + sheet.height * 2, stage.height);
});

test("an axis that still fits stays centred", () => {
  const view = clamp({ scale: 1.2, x: 500, y: 0 }, stage, a4);
  const sheet = fit(stage, a4);
  const left = sheet.left + view.x;
  assert.ok(Math.abs(left - (stage.width - left - sheet.width * 1.2)) < 1e-9);
});

test("a double tap enlarges, another shows the page whole", () => {
  const near = toggle(WHOLE, { x: 400, y: 300 }, stage, a4);
  assert.equal(near.scale, 2);
  assert.equal(toggle(near, { x: 400, y: 300 }, stage, a4), WHOLE);
});

test("the next page keeps the reader's zoom and begins at its top", () => {
  const view = carry({ scale: 2, x: -300, y: -700 }, stage, a4);
  assert.equal(view.scale, 2);
  assert.equal(view.x, -300);
  assert.equal(fit(stage, a4).top + view.y, 0);
  assert.equal(carry(WHOLE, stage, a4), WHOLE);
});

test("the image is as large as the sheet needs, and no larger", () => {
  const images = { 240: "a", 1200: "b", 2400: "c" };
  assert.equal(chooseWidth(images, 140), 240);
  assert.equal(chooseWidth(images, 566), 1200);
  assert.equal(chooseWidth(images, 1280), 1200);
  assert.equal(chooseWidth(images, 1920), 2400);
  assert.equal(chooseWidth(images, 9000), 2400);
  assert.equal(chooseWidth({}, 500), 0);
});
