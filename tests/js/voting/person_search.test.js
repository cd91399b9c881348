import assert from "node:assert/strict";
import test from "node:test";
import { findPeople } from "../../../static/js/voting/person_search.js";

const voter = (/** @type {string} */ name, more = {}) => ({
  ...{ member_id: 1, name, unit: "Huyện uỷ Mường La", seat: "A12", site: "" },
  ...{ cast: false, connected: true, ...more },
});
const voters = [
  voter("Đỗ Thị Hường"),
  voter("Lò Văn Pánh", { connected: false }),
  voter("Đặng Văn Hùng", { cast: true, connected: false }),
];
const names = (/** @type {string} */ words) =>
  findPeople(voters, words).map(({ name }) => name);

test("without words: those without a device and without a ballot", () => {
  assert.deepEqual(names(" "), ["Lò Văn Pánh"]);
});

test("by parts without diacritics, those without a device first", () => {
  assert.deepEqual(names("do huong"), ["Đỗ Thị Hường"]);
  assert.deepEqual(names("van"), ["Lò Văn Pánh", "Đặng Văn Hùng"]);
  assert.deepEqual(names("muong la a12"), [
    "Lò Văn Pánh",
    "Đặng Văn Hùng",
    "Đỗ Thị Hường",
  ]);
  assert.deepEqual(names("xyz"), []);
});
