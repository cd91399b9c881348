import assert from "node:assert/strict";
import test from "node:test";
import { isLapsed, isPast, SLACK_MS } from "../../../static/js/offline/lease.js";

const HOUR_MS = 3_600_000;
const lease = { holder: "1.7", contact: 1_000 * HOUR_MS, seconds: 24 * 3600 };

test("a lease lasts from the last contact on, and not longer", () => {
  assert.equal(isLapsed(lease, lease.contact + 24 * HOUR_MS), false);
  assert.equal(isLapsed(lease, lease.contact + 24 * HOUR_MS + 1), true);
});

test("a clock that was set back makes no lease longer", () => {
  assert.equal(isLapsed(lease, lease.contact - SLACK_MS), false);
  assert.equal(isLapsed(lease, lease.contact - SLACK_MS - 1), true);
});

test("without a lease nothing may be read", () => {
  assert.equal(isLapsed(null, 0), true);
});

test("a paper's own moment is the server's, whatever the zone it is written in", () => {
  const at = Date.parse("2026-11-27T10:00:00Z");
  assert.equal(isPast("2026-11-27T17:00:00+07:00", at), true);
  assert.equal(isPast("2026-11-27T17:00:01+07:00", at), false);
  assert.equal(isPast(null, at), false);
});
