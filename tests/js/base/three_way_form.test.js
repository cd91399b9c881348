import assert from "node:assert/strict";
import test from "node:test";
import { ThreeWayForm } from "../../../static/js/base/three_way_form.js";

const WORDS = { title: "Báo cáo", minutes: 20 };

test("an unedited form takes over saved values", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  assert.equal(edit.receive({ title: "Báo cáo mới", minutes: 20 }, 2), "followed");
  assert.equal(edit.mine.title, "Báo cáo mới");
  assert.equal(edit.revision, 2);
  assert.equal(edit.isDirty, false);
});

test("edits of different fields are merged", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  edit.setFields({ minutes: 45 });
  assert.equal(edit.receive({ title: "Báo cáo mới", minutes: 20 }, 2), "followed");
  assert.deepEqual(edit.mine, { title: "Báo cáo mới", minutes: 45 });
  assert.equal(edit.isDirty, true);
});

test("edits of the same field conflict: mine stays, theirs is shown", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  edit.setFields({ title: "Báo cáo của tôi" });
  assert.equal(
    edit.receive({ title: "Báo cáo của Hà", minutes: 5 }, 2, "Hà"),
    "conflict",
  );
  assert.equal(edit.mine.title, "Báo cáo của tôi");
  assert.equal(edit.other?.theirs.title, "Báo cáo của Hà");
  assert.equal(edit.other?.by, "Hà");
  assert.equal(edit.revision, 1);
});

test("keeping mine takes over what I did not touch, upon their revision", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  edit.setFields({ title: "Báo cáo của tôi" });
  edit.receive({ title: "Báo cáo của Hà", minutes: 5 }, 3, "Hà");
  edit.keepMine();
  assert.deepEqual(edit.mine, { title: "Báo cáo của tôi", minutes: 5 });
  assert.equal(edit.revision, 3);
  assert.equal(edit.other, null);
  assert.equal(edit.isDirty, true);
});

test("taking theirs drops what I typed", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  edit.setFields({ title: "Báo cáo của tôi" });
  edit.receive({ title: "Báo cáo của Hà", minutes: 5 }, 2, "Hà");
  edit.takeTheirs();
  assert.deepEqual(edit.mine, { title: "Báo cáo của Hà", minutes: 5 });
  assert.equal(edit.isDirty, false);
});

test("an old revision, or my own change coming back, changes nothing", () => {
  const edit = new ThreeWayForm(WORDS, 4);
  edit.setFields({ title: "Của tôi" });
  assert.equal(edit.receive({ title: "Cũ", minutes: 1 }, 4), "same");
  edit.saved(5);
  assert.equal(edit.receive({ title: "Của tôi", minutes: 20 }, 5), "same");
  assert.equal(edit.isDirty, false);
});

test("the name of the other editor is kept when the change is received again without it", () => {
  const edit = new ThreeWayForm(WORDS, 1);
  edit.setFields({ title: "Của tôi" });
  edit.receive({ title: "Của Hà", minutes: 20 }, 2, "Hà");
  assert.equal(edit.receive({ title: "Của Hà", minutes: 20 }, 2), "conflict");
  assert.equal(edit.other?.by, "Hà");
});
