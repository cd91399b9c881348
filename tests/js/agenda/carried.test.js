import assert from "node:assert/strict";
import test from "node:test";
import { Carried } from "../../../static/js/agenda/carried.js";

const nodes = [1, 2, 3, 4].map((id) => ({ id, parent_id: null }));
const ids = (/** @type {Carried} */ carried, of = nodes) =>
  carried.order(of).nodes.map(({ id }) => id);

test("steps add up before it is put down", () => {
  const carried = new Carried();
  carried.lift(1);
  assert.equal(carried.step(nodes, "down"), true);
  assert.equal(carried.step(nodes, "down"), true);
  assert.deepEqual(ids(carried), [2, 3, 1, 4]);
  assert.deepEqual(carried.place, { parent: null, after: 3 });
});

test("there is nowhere to go beyond the ends", () => {
  const carried = new Carried();
  carried.lift(1);
  assert.equal(carried.step(nodes, "up"), false);
  assert.equal(carried.place, null);
});

test("put back, everything is as it was", () => {
  const carried = new Carried();
  carried.lift(1);
  carried.step(nodes, "down");
  carried.cancel();
  assert.deepEqual(ids(carried), [1, 2, 3, 4]);
});

test("another secretary's move meanwhile is seen, and mine holds beside it", () => {
  const carried = new Carried();
  carried.lift(1);
  carried.step(nodes, "down");
  const theirs = [4, 1, 2, 3].map((id) => ({ id, parent_id: null }));
  assert.deepEqual(ids(carried, theirs), [4, 2, 1, 3]);
});

test("a neighbour that was removed meanwhile leaves the item where it is", () => {
  const carried = new Carried();
  carried.lift(1);
  carried.step(nodes, "down");
  const theirs = [1, 3, 4].map((id) => ({ id, parent_id: null }));
  assert.deepEqual(ids(carried, theirs), [1, 3, 4]);
});

test("hovering where it may not go leaves no place", () => {
  const carried = new Carried();
  carried.lift(1);
  assert.equal(carried.hover(nodes, 3, "after"), true);
  assert.equal(carried.hover(nodes, 1, "into"), false);
  assert.equal(carried.place, null);
});
