import assert from "node:assert/strict";
import test from "node:test";
import { budgetShare } from "../../../static/js/speaking/statistics.js";

test("the share of a budget is a whole percentage, none without a budget", () => {
  const unit = (/** @type {number} */ seconds, /** @type {number} */ budget) =>
    budgetShare(/** @type {any} */ ({ seconds, budget_seconds: budget }));
  assert.equal(unit(450, 600), 75);
  assert.equal(unit(700, 600), 117);
  assert.equal(unit(450, 0), null);
});
