import assert from "node:assert/strict";
import { test } from "node:test";

import { longDate } from "../../../static/js/base/local_time.js";

test("a long date is padded as decree 30 asks", () => {
  assert.equal(
    longDate("2026-02-04T20:00:00+00:00", "vi"),
    "ngày 05 tháng 02 năm 2026",
  );
  assert.equal(
    longDate("2026-11-04T01:00:00+00:00", "vi"),
    "ngày 04 tháng 11 năm 2026",
  );
});

test("a long date in English names the month", () => {
  assert.equal(longDate("2026-02-04T20:00:00+00:00", "en"), "5 February 2026");
});
