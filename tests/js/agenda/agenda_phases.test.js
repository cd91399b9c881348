import assert from "node:assert/strict";
import test from "node:test";
import { agendaPhases } from "../../../static/js/agenda/agenda_phases.js";

/** @type {any[]} */
const ITEMS = [
  { id: 1, parent_id: null },
  { id: 2, parent_id: null },
  { id: 21, parent_id: 2 },
  { id: 22, parent_id: 2 },
  { id: 3, parent_id: null },
];
/** @param {number | null} current */
const phases = (current) => agendaPhases(ITEMS, current).map(({ phase }) => phase);

test("before the first call the first item is next and none is over", () => {
  assert.deepEqual(phases(null), ["next", "later", "later", "later", "later"]);
  assert.deepEqual(phases(99), ["next", "later", "later", "later", "later"]);
});

test("what was before the current item is over", () => {
  assert.deepEqual(phases(2), ["past", "now", "next", "later", "later"]);
  assert.deepEqual(phases(3), ["past", "past", "past", "past", "now"]);
});

test("the item around the current one is not folded away", () => {
  assert.deepEqual(phases(22), ["past", "around", "past", "now", "next"]);
});
