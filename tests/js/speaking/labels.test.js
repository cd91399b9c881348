import assert from "node:assert/strict";
import test from "node:test";
import {
  budgetText,
  factsOf,
  minutesOf,
  ofKind,
  placeText,
  shortPlaceText,
  spokenText,
  waitingText,
} from "../../../static/js/speaking/labels.js";

test("a delegate reads where the own request stands", () => {
  const request = (
    /** @type {string} */ state,
    /** @type {number | null} */ place,
  ) => ({
    state,
    place,
  });
  assert.equal(placeText(null), "");
  assert.equal(placeText(request("waiting", 3)), "Đồng chí ở vị trí thứ 3");
  assert.equal(placeText(request("waiting", 1)), "Đồng chí là người tiếp theo");
  assert.equal(placeText(request("speaking", null)), "Mời đồng chí phát biểu");
  assert.match(placeText(request("skipped", null)), /bỏ qua/);
  assert.equal(shortPlaceText(null), "Phát biểu");
  assert.equal(shortPlaceText(request("waiting", 3)), "Chờ: thứ 3");
});

test("facts leave out what is not known", () => {
  const known = { position: "Bí thư", unit: "", site: "Xã Sín Thầu", seat: "A12" };
  assert.equal(factsOf(known), "Bí thư · Xã Sín Thầu · Ghế A12");
});

test("waiting and speaking times are in whole minutes", () => {
  const asked = "2026-11-23T00:30:00+00:00";
  const now = Date.parse(asked);
  assert.equal(waitingText(asked, now - 200), "Vừa đăng ký");
  assert.equal(waitingText(asked, now + 150_000), "Chờ 2 phút");
  assert.deepEqual([0, 5, 89, 150].map(minutesOf), [0, 1, 1, 3]);
  assert.equal(spokenText(0, 0), "Chưa phát biểu");
  assert.equal(spokenText(2, 300), "Đã phát biểu 2 lần, 5 phút");
});

test("a unit's budget is named where there is one", () => {
  assert.equal(budgetText(undefined), "");
  assert.equal(budgetText({ seconds: 0, used_seconds: 60 }), "");
  assert.equal(budgetText({ seconds: 600, used_seconds: 300 }), "Đơn vị còn 5 phút");
  assert.equal(budgetText({ seconds: 600, used_seconds: 700 }), "Đơn vị đã hết giờ");
});

test("the queue is filtered by kind", () => {
  const entries = [{ kind: "discussion" }, { kind: "point_of_order" }];
  assert.equal(ofKind(entries, "").length, 2);
  assert.deepEqual(ofKind(entries, "discussion"), [{ kind: "discussion" }]);
});
