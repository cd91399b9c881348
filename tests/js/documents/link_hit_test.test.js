import assert from "node:assert/strict";
import test from "node:test";
import { linkAtPoint } from "../../../static/js/documents/reader/link_hit_test.js";

/** @typedef {import("../../../static/js/documents/reader/link_hit_test.js").Link} Link */

const SHEET = { width: 1000, height: 1000 };
/** @type {Link[]} Two lines of contents, 14 pixels high, 24 apart. */
const LINES = [
  [0.1, 0.2, 0.8, 0.014, 3],
  [0.1, 0.224, 0.8, 0.014, 5],
];

test("small print is hit within the reach of a fingertip", () => {
  assert.equal(linkAtPoint(LINES, { x: 500, y: 205 }, SHEET), 0);
  assert.equal(linkAtPoint(LINES, { x: 500, y: 184 }, SHEET), 0);
  assert.equal(linkAtPoint(LINES, { x: 500, y: 182 }, SHEET), -1);
  assert.equal(linkAtPoint(LINES, { x: 500, y: 254 }, SHEET), 1);
  assert.equal(linkAtPoint(LINES, { x: 500, y: 260 }, SHEET), -1);
});

test("between two the nearer one is meant", () => {
  assert.equal(linkAtPoint(LINES, { x: 500, y: 217 }, SHEET), 0);
  assert.equal(linkAtPoint(LINES, { x: 500, y: 221 }, SHEET), 1);
});

test("a wide link ends where it ends; a narrow one is as wide as a finger", () => {
  assert.equal(linkAtPoint(LINES, { x: 98, y: 205 }, SHEET), -1);
  assert.equal(linkAtPoint([[0.5, 0.5, 0.01, 0.01, 2]], { x: 486, y: 505 }, SHEET), 0);
});

test("an enlarged sheet has larger links, and a page without has none", () => {
  const twice = { width: 2000, height: 4000 };
  assert.equal(linkAtPoint(LINES, { x: 1000, y: 830 }, twice), 0);
  assert.equal(linkAtPoint([], { x: 1, y: 1 }, SHEET), -1);
});
