import assert from "node:assert/strict";
import test from "node:test";
import {
  chosenLines,
  counterOf,
  percentText,
  ruleLabel,
} from "../../../static/js/voting/labels.js";
import { confidence, election, vote } from "./ballots.js";

test("percentages have two decimals, computed with whole numbers", () => {
  assert.equal(percentText(2, 3), "66,67%");
  assert.equal(percentText(1, 3), "33,33%");
  assert.equal(percentText(400, 400), "100,00%");
  assert.equal(percentText(1, 8000), "0,01%");
  assert.equal(percentText(0, 0), "–");
});

test("a rule reads as the chair would say it", () => {
  const half = { base: "members", numerator: 1, denominator: 2, strict: true };
  assert.equal(ruleLabel(half), "Thông qua khi được quá một nửa số thành viên");
  const twoThirds = { base: "summoned", numerator: 2, denominator: 3, strict: false };
  assert.equal(ruleLabel(twoThirds), "Thông qua khi được ít nhất 2/3 số triệu tập");
});

test("the counter of an election and of levels", () => {
  assert.equal(counterOf(election(), { 1: 1 }), "Đã chọn 1/2");
  assert.equal(counterOf(confidence(), { 1: "low" }), "Đã chọn 1/3");
  assert.equal(counterOf(vote(), { 1: 1 }), "");
});

test("what is chosen stands there line by line, a blank ballot too", () => {
  assert.deepEqual(chosenLines(vote(), { 3: 1 }), ["Ý kiến khác"]);
  assert.deepEqual(chosenLines(confidence(), { 2: "low" }), ["Không tán thành: low"]);
  assert.match(chosenLines(election(), {})[0] ?? "", /phiếu trắng/);
});
