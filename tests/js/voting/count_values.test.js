import assert from "node:assert/strict";
import test from "node:test";
import {
  paperFault,
  paperFields,
  siteCheck,
  totalCounts,
} from "../../../static/js/voting/count_values.js";
import { confidence, vote } from "./ballots.js";

test("hands of all sites are added", () => {
  const site = (/** @type {Record<string, number>} */ counts) =>
    /** @type {any} */ ({ counts });
  assert.deepEqual(totalCounts([site({ 1: 20, 2: 1 }), site({ 1: 5 }), site({})]), {
    1: 25,
    2: 1,
  });
});

test("a site's hands are checked against those present", () => {
  assert.equal(siteCheck({ 1: 30, 2: 1 }, 30, true).isGood, false);
  assert.match(siteCheck({ 1: 28, 2: 1 }, 30, true).text, /1 người không giơ tay/);
  assert.match(siteCheck({ 1: 30 }, 30, true).text, /khớp/);
  assert.equal(siteCheck({ 1: 30, 2: 30 }, 30, false).isGood, true);
});

test("the fields of a paper count, by level where there are levels", () => {
  assert.deepEqual(
    paperFields(vote()).map(({ key }) => key),
    ["1", "2", "3"],
  );
  assert.equal(paperFields(confidence())[1]?.key, "1:1");
});

test("a paper count says what does not agree", () => {
  const count = { issued: 55, returned: 54, valid: 52, invalid: 2, reasons: { a: 2 } };
  assert.equal(paperFault(count), "");
  assert.match(paperFault({ ...count, returned: 56 }), /nhiều hơn phát ra/);
  assert.match(paperFault({ ...count, valid: 53 }), /phải bằng thu về/);
  assert.match(paperFault({ ...count, reasons: { a: 1 } }), /lý do/);
});
