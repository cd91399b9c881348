import assert from "node:assert/strict";
import test from "node:test";
import { isBusy, wordsOf } from "../../../static/js/handouts/handout.js";

const NOTHING = {
  state: "none",
  done: 0,
  total: 0,
  left_out: 0,
  refusal: "",
  is_archive: false,
};

test("before anything was asked nothing is said", () => {
  assert.deepEqual(wordsOf(NOTHING), { told: "", refusal: "" });
  assert.equal(isBusy(NOTHING), false);
});

test("while it is made, how far it is", () => {
  const running = { ...NOTHING, state: "running", done: 80, total: 400 };
  assert.equal(wordsOf(running).told, "Đang tạo: 80/400 người");
  assert.equal(wordsOf({ ...running, total: 0 }).told, "Đang cấp thẻ…");
  assert.equal(isBusy(running), true);
  assert.equal(isBusy({ ...NOTHING, state: "waiting" }), true);
});

test("what is ready says how many, and who is not in it", () => {
  const ready = { ...NOTHING, state: "ready", done: 400, total: 400 };
  assert.deepEqual(wordsOf(ready), { told: "Xong: 400 người.", refusal: "" });
  assert.match(wordsOf({ ...ready, left_out: 3 }).refusal, /^3 người/);
});

test("a failure says why, or to try again", () => {
  const failed = { ...NOTHING, state: "failed" };
  assert.match(wordsOf(failed).refusal, /thử lại/);
  assert.equal(wordsOf({ ...failed, refusal: "Vì thế." }).refusal, "Vì thế.");
  assert.equal(wordsOf({ ...NOTHING, state: "cancelled" }).told, "Đã huỷ.");
});
