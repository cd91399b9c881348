import assert from "node:assert/strict";
import test from "node:test";
import {
  paragraphs,
  summary,
  titleOf,
} from "../../../static/js/documents/compare/changes.js";
import { diffWords } from "../../../static/js/documents/compare/word_diff.js";

/** @param {string} old @param {string} now @returns {string} the texts, marked */
function marked(old, now) {
  const [left, right] = [old.split(" "), now.split(" ")];
  const { gone, fresh } = diffWords(left, right);
  const show = (/** @type {string[]} */ words, /** @type {boolean[]} */ marks) =>
    words.map((word, at) => (marks[at] ? `[${word}]` : word)).join(" ");
  return `${show(left, gone)} | ${show(right, fresh)}`;
}

test("the same text has no marks", () => {
  assert.equal(marked("một hai ba", "một hai ba"), "một hai ba | một hai ba");
});

test("an exchanged word is marked on both sides", () => {
  assert.equal(
    marked("tăng 5 phần trăm so với năm", "tăng 7 phần trăm so với năm"),
    "tăng [5] phần trăm so với năm | tăng [7] phần trăm so với năm",
  );
});

test("what was put in or taken out is marked on its side alone", () => {
  assert.equal(marked("a b c", "a x y b c"), "a b c | a [x] [y] b c");
  assert.equal(marked("a x y b c", "a b c"), "a [x] [y] b c | a b c");
  assert.equal(marked("a b a b a", "a b b a"), "a b [a] b a | a b b a");
});

test("a capital, a mark or a comma is a change", () => {
  assert.equal(marked("hoà bình, x", "Hoà bình x"), "[hoà] [bình,] x | [Hoà] [bình] x");
});

test("a moved sentence is taken out here and put in there", () => {
  const { gone, fresh } = diffWords("a b c d e f".split(" "), "d e f a b c".split(" "));
  assert.equal(gone.filter(Boolean).length, 3);
  assert.equal(fresh.filter(Boolean).length, 3);
});

test("nothing against something", () => {
  assert.deepEqual(diffWords([], ["a"]), { gone: [], fresh: [true] });
  assert.deepEqual(diffWords(["a"], []), { gone: [true], fresh: [] });
});

test("what is kept reads the same on both sides, whatever was changed", () => {
  let seed = 7;
  const dice = (/** @type {number} */ most) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % most;
  };
  for (let round = 0; round < 50; round++) {
    const old = Array.from({ length: 200 }, () => `w${dice(60)}`);
    const now = old.flatMap((word) =>
      dice(10) === 0 ? [] : dice(10) === 0 ? [word, `n${dice(9)}`] : [word],
    );
    const { gone, fresh } = diffWords(old, now);
    assert.deepEqual(
      old.filter((_, at) => !gone[at]),
      now.filter((_, at) => !fresh[at]),
    );
    assert.ok(gone.filter(Boolean).length < 60);
  }
});

test("20,000 words on one page end, even where nothing is the same", () => {
  const old = Array.from({ length: 20_000 }, (_, at) => `a${at % 50}`);
  const now = Array.from({ length: 20_000 }, (_, at) => `b${at % 50}`);
  const { gone } = diffWords(old, now);
  assert.ok(gone.every(Boolean));
  const words = Array.from({ length: 20_000 }, (_, at) => `w${(at * 7919) % 4001}`);
  const other = [...words];
  other.splice(9000, 3, "mới");
  const { gone: few } = diffWords(words, other);
  assert.equal(few.filter(Boolean).length, 3);
});

test("the pages are counted by kind", () => {
  /** @type {import("../../../static/js/documents/compare/changes.js").Change[]} */
  const changes = [
    { kind: "same", old: 1, new: 1 },
    { kind: "added", old: null, new: 2 },
    { kind: "changed", old: 2, new: 3 },
    { kind: "removed", old: 3, new: null },
  ];
  assert.deepEqual(summary(changes), [
    "Trang mới: 2",
    "Trang cũ đã bỏ: 3",
    "Trang có sửa: 3",
    "Giữ nguyên: 1 trang",
  ]);
  assert.deepEqual(changes.map(titleOf), [
    "Trang 1",
    "Trang 2: trang mới",
    "Trang 3 (bản cũ: trang 2)",
    "Trang 3 của bản cũ: đã bỏ",
  ]);
});

test("a table's row is read as one line", () => {
  assert.deepEqual(
    paragraphs([
      { kind: "paragraph", text: "một  hai" },
      { kind: "row", cells: ["ba", "bốn năm"] },
    ]),
    [
      ["một", "hai"],
      ["ba", "bốn", "năm"],
    ],
  );
});
