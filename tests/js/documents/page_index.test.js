import assert from "node:assert/strict";
import test from "node:test";
import { PageIndex } from "../../../static/js/documents/reader/page_index.js";

const list = (/** @type {number} */ ready, count = 40) => ({
  id: 1,
  title: "Báo cáo",
  page_count: count,
  pages_ready: ready,
  state: "rendering",
  pages_recognised: 0,
  pages: Array.from({ length: ready }, (_, index) => ({
    number: index + 1,
    width: 595,
    height: 842,
    images: { 240: "a" },
    words: "w",
  })),
});

test("questions asked together share one answer", async () => {
  let asked = 0;
  const book = new PageIndex(async () => {
    asked += 1;
    return list(3);
  });
  await Promise.all([book.load(1), book.load(1)]);
  assert.equal(asked, 1);
  assert.equal(book.page({ document: 1, page: 3 })?.number, 3);
  assert.equal(book.page({ document: 1, page: 4 }), undefined);
});

test("it knows when the server has more pages than it has seen", async () => {
  const book = new PageIndex(async () => list(3));
  assert.equal(book.isBehind({ id: 1, page_count: 40, pages_ready: 9 }), false);
  await book.load(1);
  assert.equal(book.isBehind({ id: 1, page_count: 40, pages_ready: 3 }), false);
  assert.equal(book.isBehind({ id: 1, page_count: 40, pages_ready: 4 }), true);
  assert.equal(book.isBehind({ id: 1, page_count: 41, pages_ready: 3 }), true);
});

test("a failed question may be asked again", async () => {
  let asked = 0;
  const book = new PageIndex(async () => {
    asked += 1;
    if (asked === 1) throw new Error("offline");
    return list(2);
  });
  await assert.rejects(book.load(1));
  await book.load(1);
  assert.equal(book.pages(1).length, 2);
});

test("what is forgotten is gone", async () => {
  const book = new PageIndex(async () => list(2));
  await book.load(1);
  book.forget(1);
  assert.equal(book.count(1), 0);
  assert.equal(book.page({ document: 1, page: 1 }), undefined);
});

test("it knows when scans were read since it asked", async () => {
  let read = 2;
  const book = new PageIndex(async () => ({ ...list(3), pages_recognised: read }));
  const paper = { id: 1, recognition: "running", pages_recognised: 3 };
  assert.equal(book.lacksWords({ ...paper, recognition: "done" }), false);
  await book.load(1);
  assert.equal(book.lacksWords(paper), false);
  assert.equal(book.lacksWords({ ...paper, recognition: "done" }), true);
  read = 3;
  await book.load(1);
  assert.equal(book.lacksWords({ ...paper, recognition: "done" }), false);
});
