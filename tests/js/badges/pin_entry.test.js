import assert from "node:assert/strict";
import test from "node:test";
import { PinEntry } from "../../../static/js/badges/pin_entry.js";

/**
 * @param {PinEntry} entry
 * @param {string} digits
 */
const type = (entry, digits) => [...digits].forEach((digit) => entry.press(digit));

test("four digits are enough and a seventh is not taken", () => {
  const entry = new PinEntry(false);
  type(entry, "258");
  assert.equal(entry.finish(), "short");
  type(entry, "0123456x");
  assert.equal(entry.digits, "258012");
  assert.equal(entry.finish(), "ready");
  entry.backspace();
  assert.equal(entry.digits, "25801");
});

test("a choice is entered twice", () => {
  const entry = new PinEntry(true);
  type(entry, "2580");
  assert.equal(entry.finish(), "again");
  assert.equal(entry.digits, "");
  assert.ok(entry.isAgain);
  type(entry, "2580");
  assert.equal(entry.finish(), "ready");
  assert.equal(entry.digits, "2580");
});

test("two different entries start again", () => {
  const entry = new PinEntry(true);
  type(entry, "2580");
  entry.finish();
  type(entry, "2581");
  assert.equal(entry.finish(), "different");
  assert.equal(entry.isAgain, false);
  assert.equal(entry.digits, "");
});
