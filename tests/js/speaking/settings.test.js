import assert from "node:assert/strict";
import test from "node:test";
import { warnSecondsFrom } from "../../../static/js/speaking/settings.js";

test("thresholds are read from what people type", () => {
  assert.deepEqual(warnSecondsFrom("60, 30"), [60, 30]);
  assert.deepEqual(warnSecondsFrom(" 120;60  30 "), [120, 60, 30]);
  assert.deepEqual(warnSecondsFrom(""), []);
});

test("what is no number is not understood", () => {
  for (const text of ["1 phút", "-30", "60.5", "99999"])
    assert.equal(warnSecondsFrom(text), null);
});
