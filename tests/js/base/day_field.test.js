import assert from "node:assert/strict";
import test from "node:test";
import { parseDay } from "../../../static/js/base/day_field.js";

test("a day is read as people write it, day before month", () => {
  for (const way of ["05/02/2026", "5/2/2026", " 5.2.2026 ", "05-02-2026"])
    assert.equal(parseDay(way), "2026-02-05", way);
});

test("empty input differs from invalid input", () => {
  assert.equal(parseDay("  "), "");
  const wrong = ["31/02/2026", "13/13/2026", "5/2/26", "2026-02-05", "mai"];
  for (const text of [...wrong, "5/2/2026 07:30"])
    assert.equal(parseDay(text), null, text);
});
