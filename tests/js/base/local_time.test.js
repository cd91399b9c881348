import assert from "node:assert/strict";
import test from "node:test";
import {
  formatDateTime,
  longDate,
  toLocalInput,
} from "../../../static/js/base/local_time.js";

test("times are Vietnamese wherever the device thinks it is", () => {
  assert.equal(toLocalInput("2026-11-23T00:30:00+00:00"), "2026-11-23T07:30");
  assert.equal(formatDateTime("2026-11-22T18:00:00+00:00"), "01:00, 23/11/2026");
  assert.equal(formatDateTime("2026-11-23T07:30:00+07:00"), "07:30, 23/11/2026");
});

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
