import assert from "node:assert/strict";
import test from "node:test";
import { DragState } from "../../../static/js/agenda/drag_state.js";

const nodes = [1, 2, 3, 4].map((id) => ({ id, parent_id: null }));
const ids = (/** @type {DragState} */ drag, of = nodes) =>
  drag.order(of).nodes.map(({ id }) => id);

test("steps add up before it is put down", () => {
  const drag = new DragState();
  drag.begin(1);
  assert.equal(drag.step(nodes, "down"), true);
  assert.equal(drag.step(nodes, "down"), true);
  assert.deepEqual(ids(drag), [2, 3, 1, 4]);
  assert.deepEqual(drag.position, { parent: null, after: 3 });
});

test("there is nowhere to go beyond the ends", () => {
  const drag = new DragState();
  drag.begin(1);
  assert.equal(drag.step(nodes, "up"), false);
  assert.equal(drag.position, null);
});

test("a cancelled move changes nothing", () => {
  const drag = new DragState();
  drag.begin(1);
  drag.step(nodes, "down");
  drag.cancel();
  assert.deepEqual(ids(drag), [1, 2, 3, 4]);
});

test("a concurrent move is merged with mine", () => {
  const drag = new DragState();
  drag.begin(1);
  drag.step(nodes, "down");
  const theirs = [4, 1, 2, 3].map((id) => ({ id, parent_id: null }));
  assert.deepEqual(ids(drag, theirs), [4, 2, 1, 3]);
});

test("a neighbour that was removed meanwhile leaves the item where it is", () => {
  const drag = new DragState();
  drag.begin(1);
  drag.step(nodes, "down");
  const theirs = [1, 3, 4].map((id) => ({ id, parent_id: null }));
  assert.deepEqual(ids(drag, theirs), [1, 3, 4]);
});

test("an invalid drop target gives no position", () => {
  const drag = new DragState();
  drag.begin(1);
  assert.equal(drag.preview(nodes, 3, "after"), true);
  assert.equal(drag.preview(nodes, 1, "into"), false);
  assert.equal(drag.position, null);
});
