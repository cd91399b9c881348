import assert from "node:assert/strict";
import test from "node:test";
import { PolicyWatcher } from "../../../static/js/documents/reader/policy_watcher.js";

const paper = (/** @type {number} */ id, is_marked = false, is_kept = true) => ({
  id,
  is_marked,
  is_kept,
});

test("only what is handled otherwise than before is named", () => {
  const handled = new PolicyWatcher();
  assert.deepEqual(handled.changed([paper(1), paper(2)]), []);
  assert.deepEqual(handled.changed([paper(1), paper(2, true)]), [2]);
  assert.deepEqual(handled.changed([paper(1, false, false), paper(2, true)]), [1]);
  assert.deepEqual(handled.changed([paper(1, false, false), paper(2, true)]), []);
});

test("a paper that comes, or goes and comes again, was not loaded before", () => {
  const handled = new PolicyWatcher();
  handled.changed([paper(1)]);
  assert.deepEqual(handled.changed([paper(1), paper(3, true)]), []);
  handled.changed([paper(1)]);
  assert.deepEqual(handled.changed([paper(1), paper(3)]), []);
});
