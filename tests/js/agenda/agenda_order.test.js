import assert from "node:assert/strict";
import test from "node:test";
import { AgendaOrder } from "../../../static/js/agenda/agenda_order.js";

/** 1; 2 with 21 and 22; 3 */
const order = new AgendaOrder([
  { id: 1, parent_id: null },
  { id: 2, parent_id: null },
  { id: 21, parent_id: 2 },
  { id: 22, parent_id: 2 },
  { id: 3, parent_id: null },
]);
const drawn = (/** @type {AgendaOrder} */ of) =>
  of.nodes.map(({ id }) => `${of.numberOf(id)}=${id}`).join(" ");

test("numbers count items and sub-items", () => {
  assert.equal(drawn(order), "1=1 2=2 2.1=21 2.2=22 3=3");
});

test("a position is the parent and the preceding sibling", () => {
  assert.deepEqual(order.placeOf(1), { parent: null, after: null });
  assert.deepEqual(order.placeOf(3), { parent: null, after: 2 });
  assert.deepEqual(order.placeOf(22), { parent: 2, after: 21 });
});

test("up and down go among siblings, and at the edge out of the parent", () => {
  assert.deepEqual(order.step(3, "up"), { parent: null, after: 1 });
  assert.deepEqual(order.step(1, "down"), { parent: null, after: 2 });
  assert.deepEqual(order.step(22, "up"), { parent: 2, after: null });
  assert.deepEqual(order.step(21, "up"), { parent: null, after: 1 });
  assert.deepEqual(order.step(22, "down"), { parent: null, after: 2 });
});

test("the first does not go up, nor the last down", () => {
  assert.equal(order.step(1, "up"), null);
  assert.equal(order.step(3, "down"), null);
});

test("in makes a sub-item of the item above; out brings it back", () => {
  assert.deepEqual(order.step(3, "in"), { parent: 2, after: 22 });
  assert.deepEqual(order.step(22, "out"), { parent: null, after: 2 });
});

test("no sub-item of a sub-item, and no sub-items below one that has some", () => {
  assert.equal(order.step(2, "in"), null);
  assert.equal(order.step(22, "in"), null);
  assert.equal(order.step(1, "in"), null);
  assert.equal(order.step(1, "out"), null);
});

test("dropping before, into and after a row", () => {
  assert.deepEqual(order.drop(3, 1, "before"), { parent: null, after: null });
  assert.deepEqual(order.drop(3, 1, "into"), { parent: 1, after: null });
  assert.deepEqual(order.drop(3, 1, "after"), { parent: null, after: 1 });
  assert.deepEqual(order.drop(1, 21, "after"), { parent: 2, after: 21 });
  assert.deepEqual(order.drop(1, 2, "after"), { parent: 2, after: null });
});

test("an item with sub-items cannot be dropped into another", () => {
  assert.equal(order.drop(2, 1, "into"), null, "it stands there already");
  assert.deepEqual(order.drop(2, 3, "into"), { parent: null, after: 3 });
});

test("dropping an item on its own place, itself or its sub-item changes nothing", () => {
  assert.equal(order.drop(3, 3, "into"), null);
  assert.equal(order.drop(2, 21, "before"), null);
  assert.equal(order.drop(2, 3, "before"), null);
  assert.equal(order.drop(22, 21, "after"), null);
});

test("before a row means after its previous sibling, ignoring the dragged item", () => {
  assert.deepEqual(order.drop(21, 22, "after"), { parent: 2, after: 22 });
  assert.deepEqual(order.drop(22, 21, "before"), { parent: 2, after: null });
  assert.equal(order.drop(21, 22, "before"), null);
});

test("a move is shown as the server will apply it", () => {
  assert.equal(
    drawn(order.moved(3, { parent: null, after: null })),
    "1=3 2=1 3=2 3.1=21 3.2=22",
  );
  assert.equal(
    drawn(order.moved(21, { parent: null, after: 1 })),
    "1=1 2=21 3=2 3.1=22 4=3",
  );
  assert.equal(
    drawn(order.moved(1, { parent: 2, after: 21 })),
    "1=2 1.1=21 1.2=1 1.3=22 2=3",
  );
});
