import assert from "node:assert/strict";
import test from "node:test";
import { boxesMatching } from "../../../static/js/documents/reader/phrase_match.js";

const words = (line) => line.split(" ").map((text) => [0, 0, 1, 1, text]);

test("a word is found in its box, whatever signs and capitals it has", () => {
  assert.deepEqual(boxesMatching(words("Xin (QUÁN triệt), quán."), [["quán"]]), [1, 3]);
});

test("a phrase is found only where its words follow each other", () => {
  const page = words("nghị quyết, quyết nghị nghị quyết.");
  assert.deepEqual(boxesMatching(page, [["nghị", "quyết"]]), [0, 1, 4, 5]);
});

test("marks count: the server says how the page spells it", () => {
  assert.deepEqual(boxesMatching(words("quán quan quản"), [["quan"]]), [1]);
});

test("one box may hold several words, and decomposed ones", () => {
  assert.deepEqual(boxesMatching(words("kinh tế-xã hội"), [["tế", "xã"]]), [1]);
  assert.deepEqual(boxesMatching(words("qua\u0301n"), [["quán"]]), [0]);
});

test("nothing to mark marks nothing", () => {
  assert.deepEqual(boxesMatching(words("a b"), []), []);
  assert.deepEqual(boxesMatching(words("a b"), [[]]), []);
  assert.deepEqual(boxesMatching([], [["a"]]), []);
});
