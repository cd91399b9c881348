import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "../../../static/js/base/folded.js";
import * as words from "../../../static/js/fleet/labels.js";

const TABLET = {
  id: 1,
  number: 7,
  name: "Máy dự phòng",
  seat: "A12",
  is_locked: false,
  needs: [],
  holder: "Đặng Thị Ngọc Ánh",
  own_seat: "",
  papers_wanted: 3,
  papers: 1,
  seconds: 0,
  paper: "",
  page: 0,
  order: null,
};

test("a tablet is found by number, seat and name, without marks", () => {
  for (const wanted of ["7", "07", "ghe a12", "dang thi", "anh du phong", ""]) {
    assert.ok(words.isFound(TABLET, folded(wanted)), wanted);
  }
  assert.ok(!words.isFound(TABLET, folded("Minh Khai")));
});

test("what a browser does not tell is a dash, not a fault", () => {
  assert.equal(words.battery(TABLET), "–");
  assert.equal(words.clock(TABLET), "–");
  assert.equal(words.storage(TABLET), "–");
  assert.equal(words.papers({ ...TABLET, papers: null }), "–");
});

test("battery, clock and room are said in words", () => {
  assert.equal(words.battery({ ...TABLET, battery: 0, is_charging: false }), "0 %");
  assert.equal(
    words.battery({ ...TABLET, battery: 80, is_charging: true }),
    "80 %, đang sạc",
  );
  assert.equal(words.clock({ ...TABLET, clock: 1 }), "đúng");
  assert.equal(words.clock({ ...TABLET, clock: 45 }), "nhanh 45 giây");
  assert.equal(words.clock({ ...TABLET, clock: -3600 }), "chậm 60 phút");
  assert.equal(words.storage({ ...TABLET, used: 2 ** 20, quota: 0 }), "còn 0 MB");
});

test("the last heartbeat is shown without seconds", () => {
  assert.equal(words.heard(null), "chưa nghe thấy");
  assert.equal(words.heard(59), "vừa xong");
  assert.equal(words.heard(61), "1 phút trước");
  assert.equal(words.heard(7200), "2 giờ trước");
});

test("what it shows: locked before all, then a page by its paper", () => {
  const reader = { ...TABLET, screen: "reader", paper: "Tờ trình", page: 4 };
  assert.equal(words.shown(reader), "Trang 4 · Tờ trình");
  assert.equal(words.shown({ ...reader, is_locked: true }), "Đang tạm khoá");
  assert.equal(words.shown({ ...TABLET, screen: "idle" }), "Đang chờ thẻ");
  assert.equal(words.shown(TABLET), "");
});

test("each need and outcome has its words", () => {
  assert.equal(words.needOf("papers", TABLET), "Thiếu 2 tài liệu");
  const seat = words.needOf("seat", { ...TABLET, own_seat: "B03" });
  assert.equal(seat, "Nhầm ghế: đúng ra là B03");
  const order = { kind: "lock", outcome: "expired" };
  assert.equal(words.orderOf(order), "Khoá: máy không trả lời");
  assert.equal(words.orderOf(null), "");
});
