import assert from "node:assert/strict";
import test from "node:test";
import {
  MAX_KEY_GAP_MS,
  END_OF_SCAN_MS,
  KeyboardScanner,
} from "../../../static/js/badges/keyboard_scanner.js";

const ADDRESS = "https://hop.tinh.vn/q#aaWsDdoo-_EeXx09ffjJrw";

const CODES = { "-": "Minus", _: "Minus", "/": "Slash", ":": "Semicolon" };
Object.assign(CODES, { "#": "Digit3", ".": "Period" });

/** The press of an American keyboard for one character. */
function pressOf(character, time) {
  const isLetter = /[a-z]/i.test(character);
  const code = isLetter
    ? `Key${character.toUpperCase()}`
    : /\d/.test(character)
      ? `Digit${character}`
      : CODES[character];
  const shift = /[A-Z_:#]/.test(character);
  return { key: character, code, shift, caps: false, time };
}

/** Type a text as a scanner does; `bend` changes each press as a keyboard might. */
function scan(text, { bend = (press) => press, gap = 8, end = "Enter" } = {}) {
  const scanner = new KeyboardScanner();
  let time = 1000;
  for (const character of text) {
    const bent = bend(pressOf(character, (time += gap)));
    for (const press of [bent].flat()) {
      if (press.shift) {
        scanner.press({ key: "Shift", code: "ShiftLeft", shift: true, time });
      }
      assert.equal(scanner.press(press), null);
    }
  }
  if (!end) return { scanner, time };
  return scanner.press({ key: end, code: end, shift: false, time: time + gap });
}

test("input ended by Enter is one scan", () => {
  assert.deepEqual(scan(ADDRESS), { text: ADDRESS });
});

test("input of a slow Bluetooth scanner is one scan", () => {
  assert.deepEqual(scan(ADDRESS, { gap: MAX_KEY_GAP_MS - 5 }), { text: ADDRESS });
});

test("a scan ends with Tab or with a pause", () => {
  assert.deepEqual(scan(ADDRESS, { end: "Tab" }), { text: ADDRESS });
  const { scanner, time } = scan(ADDRESS, { end: "" });
  assert.equal(scanner.pause(time + END_OF_SCAN_MS - 1), null);
  assert.deepEqual(scanner.pause(time + END_OF_SCAN_MS), { text: ADDRESS });
  assert.equal(scanner.pause(time + 2 * END_OF_SCAN_MS), null, "only once");
});

test("typing by a person is not a scan", () => {
  assert.equal(scan("ABCD2345", { gap: 140 }), null);
});

test("a few stray keys and Enter are not a badge", () => {
  assert.equal(scan("12"), null);
  assert.equal(scan(""), null);
});

test("characters typed before are not part of the scan", () => {
  const scanner = new KeyboardScanner();
  for (const [index, character] of [..."xyz"].entries()) {
    scanner.press(pressOf(character, index * 300));
  }
  let time = 5000;
  for (const character of ADDRESS) scanner.press(pressOf(character, (time += 10)));
  const burst = scanner.press({ key: "Enter", code: "Enter", shift: false, time });
  assert.deepEqual(burst, { text: ADDRESS });
});

test("characters hidden by a Vietnamese input method are read from the physical keys", () => {
  // TSF, ibus and macOS Telex: every letter arrives as "Process" (or "Unidentified").
  for (const key of ["Process", "Unidentified", "Dead"]) {
    const held = scan(ADDRESS, {
      bend: (press) => (press.code.startsWith("Key") ? { ...press, key } : press),
    });
    assert.deepEqual(held, { text: ADDRESS }, key);
  }
});

test("digits of the Vietnamese layout (ă â ê ô) are read from the physical keys", () => {
  const letters = { Digit1: "ă", Digit2: "â", Digit3: "ê", Digit4: "ô", Digit0: "đ" };
  const written = scan(`${ADDRESS.slice(0, -4)}1240`, {
    bend: (press) => ({ ...press, key: letters[press.code] ?? press.key }),
  });
  assert.deepEqual(written, { text: `${ADDRESS.slice(0, -4)}1240` });
});

test("letters merged by Telex (aa to â) are read from the physical keys", () => {
  let before = "";
  const written = scan(ADDRESS, {
    bend: (press) => {
      const doubled = press.key === "a" && before === "a";
      before = press.key;
      return doubled ? { ...press, key: "â" } : press;
    },
  });
  assert.deepEqual(written, { text: ADDRESS });
});

test("input corrected by an input method is reported as garbled", () => {
  // UniKey: the second a becomes Backspace and â, which come from no key at all.
  let before = "";
  const written = scan(ADDRESS, {
    bend: (press) => {
      const doubled = press.key === "a" && before === "a";
      before = press.key;
      const rub = { key: "Backspace", code: "Backspace", shift: false };
      const anew = { key: "â", code: "", shift: false, time: press.time };
      return doubled ? [{ ...rub, time: press.time }, anew] : press;
    },
  });
  assert.deepEqual(written, { garbled: true });
});

const turn = (text) =>
  text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();

test("Caps Lock does not change the case of the secret", () => {
  const written = scan(ADDRESS, {
    bend: (press) => ({ ...press, caps: true, key: turn(press.key) }),
  });
  assert.deepEqual(written, { text: ADDRESS });
});

test("a scanner that uses Caps Lock instead of Shift is read correctly", () => {
  let caps = false;
  const written = scan(ADDRESS, {
    bend: (press) => {
      const wanted = /[A-Z]/.test(press.key);
      const shift = press.shift && !wanted;
      const lock = {
        key: "CapsLock",
        code: "CapsLock",
        shift: false,
        time: press.time,
      };
      const presses = wanted === caps ? [] : [{ ...lock, caps: wanted }];
      caps = wanted;
      return [...presses, { ...press, shift, caps }];
    },
  });
  assert.deepEqual(written, { text: ADDRESS });
});

test("a French layout on both sides is read correctly", () => {
  const swap = { KeyA: "KeyQ", KeyQ: "KeyA", KeyW: "KeyZ", KeyZ: "KeyW" };
  const written = scan(ADDRESS, {
    bend: (press) => ({ ...press, code: swap[press.code] ?? press.code }),
  });
  assert.deepEqual(written, { text: ADDRESS });
});

test("an endless stream does not fill the memory", () => {
  const burst = scan("a".repeat(5000), { gap: 1 });
  assert.ok(burst.text.length <= 400);
});
