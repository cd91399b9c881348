import assert from "node:assert/strict";
import test from "node:test";
import { offlineText, progressText } from "../../../static/js/offline/labels.js";

test("a tablet says what it has, and that more is to come", () => {
  const say = (/** @type {any} */ progress, /** @type {number} */ whole) =>
    progressText({ progress, whole, total: 7 });
  assert.equal(say("idle", 0), "");
  assert.equal(say("loading", 3), "Đang lưu tài liệu vào máy: 3/7");
  assert.equal(
    say("growing", 6),
    "Đã lưu 6/7 tài liệu vào máy. 1 tài liệu đang được xử lý, có thêm trang sẽ lưu tiếp.",
  );
  assert.match(say("whole", 7), /Đã lưu 7 tài liệu/);
  assert.match(say("full", 5), /5\/7/);
});

test("without the server it counts a paper that lacks pages apart", () => {
  assert.equal(offlineText({ whole: 0, partly: 0 }), "");
  assert.equal(
    offlineText({ whole: 0, partly: 1 }),
    "1 tài liệu mới lưu được một phần.",
  );
  assert.equal(
    offlineText({ whole: 6, partly: 1 }),
    "Vẫn đọc, tìm và ghi chú được trên 6 tài liệu đã lưu trong máy. 1 tài liệu mới lưu được một phần.",
  );
});
