import assert from "node:assert/strict";
import test from "node:test";
import { toLocalInput, formatDateTime } from "../../../static/js/base/local_time.js";

test("times are Vietnamese wherever the device thinks it is", () => {
  assert.equal(toLocalInput("2026-11-23T00:30:00+00:00"), "2026-11-23T07:30");
  assert.equal(formatDateTime("2026-11-22T18:00:00+00:00"), "01:00, 23/11/2026");
  assert.equal(formatDateTime("2026-11-23T07:30:00+07:00"), "07:30, 23/11/2026");
});
