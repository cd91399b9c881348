import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  anchorOf,
  lineBoxes,
  wordAt,
  pageWords,
} from "../../../static/js/annotations/text_anchor.js";

/** @type {[number, number, number, number, string][]} */
const WORDS = [
  [0.1, 0.1, 0.1, 0.02, "Toàn"],
  [0.21, 0.1, 0.1, 0.02, "Đảng"],
  [0.32, 0.1, 0.1, 0.02, "bộ"],
  [0.1, 0.14, 0.1, 0.02, "quán"],
  [0.21, 0.14, 0.1, 0.02, "triệt"],
];

describe("the word at a point", () => {
  it("is the one under it, or the nearest of its line", () => {
    assert.equal(wordAt(WORDS, 0.25, 0.11), 1);
    assert.equal(wordAt(WORDS, 0.9, 0.11), 2);
    assert.equal(wordAt(WORDS, 0, 0.15), 3);
  });

  it("is none on a page without words", () => {
    assert.equal(wordAt([], 0.5, 0.5), -1);
  });
});

describe("where words stand", () => {
  it("is said by themselves and those around", () => {
    assert.deepEqual(anchorOf(WORDS, 1, 2), {
      quote: "Đảng bộ",
      before: "Toàn",
      after: "quán triệt",
    });
  });

  it("never says more than the server takes", () => {
    const long = Array.from({ length: 300 }, () => {
      return /** @type {[number, number, number, number, string]} */ ([
        0,
        0,
        0.1,
        0.1,
        "nghiêngngả",
      ]);
    });
    const { quote, before, after } = anchorOf(long, 20, 280);
    assert.deepEqual(
      [quote.length, before.length <= 120, after.length <= 120],
      [600, true, true],
    );
  });
});

describe("boxes of words", () => {
  it("are joined to one for each line", () => {
    const boxes = lineBoxes(WORDS);
    assert.equal(boxes.length, 2);
    const [left, top, width] = boxes[0] ?? [0, 0, 0];
    assert.deepEqual([left, top], [0.1, 0.1]);
    assert.ok(Math.abs(width - 0.32) < 1e-9);
  });
});

describe("the words of a page", () => {
  const position = { document: 1, page: 1 };

  it("are none where it has none, or where they cannot be had now", async () => {
    const source = { words: () => Promise.reject(new Error("offline")) };
    const none = /** @type {any} */ ({ info: { words: "" }, source, position });
    const away = /** @type {any} */ ({ info: { words: "ab" }, source, position });
    assert.deepEqual([await pageWords(none), await pageWords(away)], [[], []]);
  });
});
