import assert from "node:assert/strict";
import test from "node:test";
import { formatCode, parseBadge } from "../../../static/js/badges/badge_parser.js";

const SECRET = "AbCdEfGhIjKlMnOpQr-_09";

test("own formats are parsed", () => {
  assert.deepEqual(parseBadge(`https://hop.tinh.vn/q#${SECRET}`), { secret: SECRET });
  assert.deepEqual(parseBadge(`http://192.168.1.5:8000/q#${SECRET}\r\n`), {
    secret: SECRET,
  });
  assert.deepEqual(parseBadge(` ${SECRET} `), { secret: SECRET });
  assert.deepEqual(parseBadge("abcd-2345"), { code: "ABCD2345" });
  assert.deepEqual(parseBadge("ABCD 2345"), { code: "ABCD2345" });
});

test("hostile and foreign texts are rejected", () => {
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
    assert.equal(parseBadge(text), null, text.slice(0, 40));
  }
});

test("a code is formatted while it is typed", () => {
  assert.equal(formatCode("a"), "A");
  assert.equal(formatCode("abcd"), "ABCD");
  assert.equal(formatCode("abcd2"), "ABCD-2");
  assert.equal(formatCode("abcd-2345x"), "ABCD-2345");
});

test("an address or a secret written into the field keeps its case", () => {
  for (const whole of [`https://hop.tinh.vn/q#${SECRET}`, `HTTP://h/q#${SECRET}`]) {
    for (let length = 1; length <= whole.length; length += 1) {
      assert.equal(formatCode(whole.slice(0, length)), whole.slice(0, length));
    }
  }
  assert.equal(formatCode(SECRET), SECRET);
});
