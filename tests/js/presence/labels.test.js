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

test("one line says how many are on the page", () => {
  assert.equal(summaryText(presence()), "391/400 đang ở trang 12");
});

test("large numbers are formatNumber as the language does", () => {
  const large = presence({ following: 11391, total: 11873, lost: 1200 });
  assert.equal(summaryText(large), "11.391/11.873 đang ở trang 12");
  assert.equal(countsText(large), "1.200 mất kết nối");
});

test("before anything is known, shown or signed in, it says so", () => {
  assert.equal(summaryText(null), "Đang đếm các máy…");
  assert.equal(summaryText(presence({ total: 0 })), "Chưa có máy nào của đại biểu");
  assert.equal(summaryText(presence({ document: null })), "391/400 máy đang theo");
});

test("what is outOfSync is said, the gravest first; all well says nothing", () => {
  assert.equal(countsText(presence()), "");
  assert.equal(
    countsText(presence({ alone: 2, lost: 4, asleep: 1, behind: 3 })),
    "4 mất kết nối · 3 chậm · 1 máy ngủ · 2 đọc riêng",
  );
});

test("reading alone, asleep or not meant to see it is nobody's fault", () => {
  assert.equal(
    hasFault(presence({ alone: 9, asleep: 9, covered: 9, arriving: 9 })),
    false,
  );
  assert.equal(hasFault(presence({ lost: 1 })), true);
  assert.equal(hasFault(presence({ behind: 1 })), true);
  assert.equal(hasFault(null), false);
});

test("moments are said in minutes and hours", () => {
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

test("rows stand under their kinds, empty kinds are left out", () => {
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
