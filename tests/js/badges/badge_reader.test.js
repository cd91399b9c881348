import assert from "node:assert/strict";
import test from "node:test";
import { layOutCode, readBadge } from "../../../static/js/badges/badge_reader.js";

const SECRET = "AbCdEfGhIjKlMnOpQr-_09";

test("our own shapes are read", () => {
  assert.deepEqual(readBadge(`https://hop.tinh.vn/q#${SECRET}`), { secret: SECRET });
  assert.deepEqual(readBadge(`http://192.168.1.5:8000/q#${SECRET}\r\n`), {
    secret: SECRET,
  });
  assert.deepEqual(readBadge(` ${SECRET} `), { secret: SECRET });
  assert.deepEqual(readBadge("abcd-2345"), { code: "ABCD2345" });
  assert.deepEqual(readBadge("ABCD 2345"), { code: "ABCD2345" });
});

test("hostile and foreign texts are not", () => {
  for (const text of [
    "",
    "https://evil.example/",
    `javascript:alert(1)//q#${SECRET}`,
    `https://hop.tinh.vn/q?${SECRET}`,
    `https://hop.tinh.vn/evil/q#${SECRET}`,
    `${SECRET}<script>`,
    "012345678901|Nguyễn Văn A|01011970",
    "ABCD-O345",
    "x".repeat(1e6),
  ]) {
    assert.equal(readBadge(text), null, text.slice(0, 40));
  }
});

test("a code is laid out while it is typed", () => {
  assert.equal(layOutCode("a"), "A");
  assert.equal(layOutCode("abcd"), "ABCD");
  assert.equal(layOutCode("abcd2"), "ABCD-2");
  assert.equal(layOutCode("abcd-2345x"), "ABCD-2345");
});

test("an address or a secret written into the field keeps its case", () => {
  for (const whole of [`https://hop.tinh.vn/q#${SECRET}`, `HTTP://h/q#${SECRET}`]) {
    for (let length = 1; length <= whole.length; length += 1) {
      assert.equal(layOutCode(whole.slice(0, length)), whole.slice(0, length));
    }
  }
  assert.equal(layOutCode(SECRET), SECRET);
});
