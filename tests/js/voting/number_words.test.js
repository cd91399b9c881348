import assert from "node:assert/strict";
import test from "node:test";
import { numberInWords } from "../../../static/js/voting/number_words.js";

const VIETNAMESE = {
  0: "không",
  5: "năm",
  10: "mười",
  11: "mười một",
  15: "mười lăm",
  20: "hai mươi",
  21: "hai mươi mốt",
  45: "bốn mươi lăm",
  100: "một trăm",
  101: "một trăm linh một",
  105: "một trăm linh năm",
  110: "một trăm mười",
  111: "một trăm mười một",
  121: "một trăm hai mươi mốt",
  367: "ba trăm sáu mươi bảy",
  400: "bốn trăm",
  1000: "một nghìn",
  1005: "một nghìn không trăm linh năm",
  1015: "một nghìn không trăm mười lăm",
  1100: "một nghìn một trăm",
  11873: "mười một nghìn tám trăm bảy mươi ba",
  21000: "hai mươi mốt nghìn",
  99999: "chín mươi chín nghìn chín trăm chín mươi chín",
};

const ENGLISH = {
  0: "zero",
  13: "thirteen",
  21: "twenty-one",
  105: "one hundred and five",
  1005: "one thousand and five",
  11873: "eleven thousand eight hundred and seventy-three",
};

for (const [number, words] of Object.entries(VIETNAMESE)) {
  test(`${number} in Vietnamese`, () =>
    assert.equal(numberInWords(Number(number), "vi"), words));
}

for (const [number, words] of Object.entries(ENGLISH)) {
  test(`${number} in English`, () =>
    assert.equal(numberInWords(Number(number), "en"), words));
}

test("all up to the largest differ and have no stray spaces", () => {
  for (const tongue of ["vi", "en"]) {
    const all = Array.from({ length: 100_000 }, (_, n) => numberInWords(n, tongue));
    assert.equal(new Set(all).size, 100_000);
    assert.ok(all.every((words) => words && !/^ | $| {2}/.test(words)));
  }
});

test("what is no such number has no words", () => {
  for (const number of [-1, 1.5, 100_000, Number.NaN]) {
    assert.equal(numberInWords(number, "vi"), "");
  }
});
