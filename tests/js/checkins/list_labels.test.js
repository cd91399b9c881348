import assert from "node:assert/strict";
import test from "node:test";
import { listLabel } from "../../../static/js/checkins/list_labels.js";

test("a running list shows its progress", () => {
  const say = (/** @type {string} */ state, done = 0, total = 0) =>
    listLabel({ state, done, total });
  assert.equal(say("none"), "Tạo danh sách");
  assert.equal(say("running"), "Đang tạo danh sách…");
  assert.equal(say("running", 400, 11873), "Đang tạo danh sách: 400/11873 người");
  assert.equal(say("ready", 4, 4), "Tạo lại danh sách");
});
