import assert from "node:assert/strict";
import test from "node:test";
import {
  emptyItemValues,
  plannedMinutes,
  wordsOf,
  itemValuesFromConflict,
  itemPayload,
} from "../../../static/js/agenda/item_values.js";

const item = (/** @type {object} */ fields) =>
  /** @type {any} */ ({
    id: 1,
    parent_id: null,
    title: "Báo cáo",
    kind: "report",
    presenter: "Phạm Hồng Nhung",
    presenter_id: 5,
    planned_minutes: 20,
    visibility: "everyone",
    is_on_paper: false,
    ...fields,
  });

test("sub-items' minutes are part of their item's", () => {
  const items = [
    item({ id: 1, planned_minutes: 30 }),
    item({ id: 11, parent_id: 1, planned_minutes: 10 }),
    item({ id: 2, planned_minutes: 0 }),
    item({ id: 21, parent_id: 2, planned_minutes: 15 }),
  ];
  assert.equal(plannedMinutes(items), 45);
});

test("a member who presents is sent by id, anybody else by name", () => {
  const member = itemPayload(wordsOf(item({})));
  assert.equal(member.presenter_id, 5);
  assert.equal(member.presenter_text, "");
  const other = itemPayload(wordsOf(item({ presenter_id: null, presenter: "Ông A" })));
  assert.equal(other.presenter_id, null);
  assert.equal(other.presenter_text, "Ông A");
});

test("values of a conflict have the form of the snapshot", () => {
  assert.deepEqual(
    itemValuesFromConflict(item({ presenter_text: "" })),
    wordsOf(item({})),
  );
  assert.deepEqual(Object.keys(emptyItemValues()), Object.keys(wordsOf(item({}))));
});
