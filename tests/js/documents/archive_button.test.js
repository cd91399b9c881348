import assert from "node:assert/strict";
import { test } from "node:test";

import {
  archiveStatusText,
  canBeArchived,
} from "../../../static/js/documents/archive_button.js";

test("only a scan that has been read to its end can be archived", () => {
  const may = (/** @type {string} */ state, /** @type {string} */ recognition) =>
    canBeArchived(/** @type {any} */ ({ state, recognition }));
  assert.equal(may("ready", "done"), true);
  assert.equal(may("ready", "partly"), true);
  for (const state of ["", "running", "stopped"])
    assert.equal(may("ready", state), false);
  assert.equal(may("rendering", "done"), false);
});

test("it says how far the file is, and nothing once it is there", () => {
  const say = (/** @type {string} */ state, done = 0, total = 0) =>
    archiveStatusText({ state, done, total });
  assert.equal(say("waiting"), "Đang chờ tạo bản lưu trữ…");
  assert.equal(say("running"), "Đang chờ tạo bản lưu trữ…");
  assert.equal(say("running", 3, 60), "Đang tạo bản lưu trữ: trang 3/60");
  assert.equal(say("failed"), "Chưa tạo được bản lưu trữ. Xin thử lại.");
  assert.equal(say("ready", 60, 60), "");
  assert.equal(say("none"), "");
});
