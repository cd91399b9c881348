import assert from "node:assert/strict";
import test from "node:test";
import {
  conclusionPayload,
  documentTitle,
  emptyConclusion,
  itemTitle,
  unitsIn,
  valuesOf,
} from "../../../static/js/conclusions/conclusion_values.js";

const stored = {
  text: "Hoàn thành số hoá hồ sơ.",
  lead_unit: "Văn phòng",
  coordinating_units: ["Ban Tổ chức", "Sở Nội vụ"],
  due_date: "2026-12-31",
  item_id: 3,
  document_id: null,
  page: null,
};
const state = /** @type {any} */ ({
  items: [{ id: 3, number: "2.1", title: "Báo cáo" }],
  documents: [{ id: 8, title: "Dự thảo" }],
});

test("what was stored comes back as it was", () => {
  assert.deepEqual(conclusionPayload(valuesOf(stored)), stored);
});

test("no deadline is sent as none, not as an empty text", () => {
  assert.equal(conclusionPayload(emptyConclusion()).due_date, null);
});

test("units stand on lines or behind semicolons; empty ones are left out", () => {
  assert.deepEqual(unitsIn(" A ;B\n\n C\n;"), ["A", "B", "C"]);
  assert.deepEqual(unitsIn(""), []);
});

test("a comma is part of a unit's name", () => {
  assert.deepEqual(unitsIn("Sở Văn hoá, Thể thao và Du lịch"), [
    "Sở Văn hoá, Thể thao và Du lịch",
  ]);
});

test("items and documents read as in the agenda; removed ones are empty", () => {
  assert.equal(itemTitle(state, 3), "2.1. Báo cáo");
  assert.equal(itemTitle(state, 4), "");
  assert.equal(documentTitle(state, 8), "Dự thảo");
  assert.equal(documentTitle(state, null), "");
});
