import assert from "node:assert/strict";
import test from "node:test";
import {
  groupByKind,
  hasFault,
  summaryText,
  countsText,
  sinceLabel,
} from "../../../static/js/presence/labels.js";

/** @returns {import("../../../static/js/live/messages.js").Presence} */
const presence = (/** @type {object} */ fields = {}) => ({
  document: 5,
  page: 12,
  following: 391,
  arriving: 0,
  covered: 0,
  alone: 0,
  behind: 0,
  asleep: 0,
  lost: 0,
  total: 400,
  ...fields,
});

test("the line shows how many tablets are on the page", () => {
  assert.equal(summaryText(presence()), "391/400 đang ở trang 12");
});

test("large numbers are formatted in the language", () => {
  const large = presence({ following: 11391, total: 11873, lost: 1200 });
  assert.equal(summaryText(large), "11.391/11.873 đang ở trang 12");
  assert.equal(countsText(large), "1.200 mất kết nối");
});

test("missing counts, page and tablets have their own texts", () => {
  assert.equal(summaryText(null), "Đang đếm các máy…");
  assert.equal(summaryText(presence({ total: 0 })), "Chưa có máy nào của đại biểu");
  assert.equal(summaryText(presence({ document: null })), "391/400 máy đang theo");
});

test("faults are listed, the most severe first; none give an empty text", () => {
  assert.equal(countsText(presence()), "");
  assert.equal(
    countsText(presence({ alone: 2, lost: 4, asleep: 1, behind: 3 })),
    "4 mất kết nối · 3 chậm · 1 máy ngủ · 2 đọc riêng",
  );
});

test("reading alone, sleeping and hidden pages are no faults", () => {
  assert.equal(
    hasFault(presence({ alone: 9, asleep: 9, covered: 9, arriving: 9 })),
    false,
  );
  assert.equal(hasFault(presence({ lost: 1 })), true);
  assert.equal(hasFault(presence({ behind: 1 })), true);
  assert.equal(hasFault(null), false);
});

test("durations are in minutes and hours", () => {
  const said = [0, 59, 60, 179, 3600, 3660, 7320].map(sinceLabel);
  assert.deepEqual(said, [
    "chưa đầy 1 phút",
    "chưa đầy 1 phút",
    "từ 1 phút",
    "từ 2 phút",
    "từ 1 giờ",
    "từ 1 giờ 1 phút",
    "từ 2 giờ 2 phút",
  ]);
});

test("rows are grouped by kind without empty groups", () => {
  const row = (/** @type {any} */ kind, /** @type {string} */ name) =>
    /** @type {any} */ ({ kind, name });
  const groups = groupByKind([row("alone", "A"), row("lost", "B"), row("alone", "C")]);
  assert.deepEqual(
    groups.map(({ kind, rows }) => [kind, rows.map(({ name }) => name).join()]),
    [
      ["lost", "B"],
      ["alone", "A,C"],
    ],
  );
});
