import assert from "node:assert/strict";
import test from "node:test";
import { isBusy } from "../../../static/js/exports/export_poller.js";
import { statusTexts } from "../../../static/js/handouts/handout_status.js";

const NOTHING = {
  state: "none",
  done: 0,
  total: 0,
  left_out: 0,
  refusal: "",
  suffixes: [],
  is_old: false,
};

test("before a job there is no status", () => {
  assert.deepEqual(statusTexts(NOTHING), { status: "", refusal: "" });
  assert.equal(isBusy(NOTHING), false);
});

test("a running job shows its progress", () => {
  const running = { ...NOTHING, state: "running", done: 80, total: 400 };
  assert.equal(statusTexts(running).status, "Đang tạo: 80/400 người");
  assert.equal(statusTexts({ ...running, total: 0 }).status, "Đang cấp thẻ…");
  assert.equal(isBusy(running), true);
  assert.equal(isBusy({ ...NOTHING, state: "waiting" }), true);
});

test("a finished job shows its count and who is left out", () => {
  const ready = { ...NOTHING, state: "ready", done: 400, total: 400 };
  assert.deepEqual(statusTexts(ready), { status: "Xong: 400 người.", refusal: "" });
  assert.match(statusTexts({ ...ready, left_out: 3 }).refusal, /^3 người/);
});

test("a failed job shows the reason or asks to retry", () => {
  const failed = { ...NOTHING, state: "failed" };
  assert.match(statusTexts(failed).refusal, /thử lại/);
  assert.equal(statusTexts({ ...failed, refusal: "Vì thế." }).refusal, "Vì thế.");
  assert.equal(statusTexts({ ...NOTHING, state: "cancelled" }).status, "Đã huỷ.");
});
