import assert from "node:assert/strict";
import test from "node:test";
import { unreadCountText, unreadText } from "../../../static/js/reading_log/labels.js";

test("the count is of those who have not opened it", () => {
  assert.equal(
    unreadCountText({ document: 1, opened: 363, total: 400 }),
    "37/400 chưa mở",
  );
  assert.equal(
    unreadCountText({ document: 1, opened: 400, total: 400 }),
    "Tất cả đã mở",
  );
  assert.equal(
    unreadCountText({ document: 1, opened: 0, total: 0 }),
    "Chưa có đại biểu nào",
  );
});

test("the line speaks of the paper that is shown, if there is one", () => {
  const counts = [{ document: 7, opened: 1, total: 12_000 }];
  assert.equal(unreadText(counts, 7), "Tài liệu này: 11.999/12.000 chưa mở");
  assert.equal(unreadText(counts, null), "Ai chưa mở tài liệu");
});
