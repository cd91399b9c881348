import assert from "node:assert/strict";
import test from "node:test";
import { PageText } from "../../../static/js/documents/text_view/page_text.js";
import { Bookmarks } from "../../../static/js/documents/navigation/bookmarks.js";
import { turnDirection } from "../../../static/js/documents/text_view/side_swipes.js";

const WORDS = [[0.1, 0.1, 0.1, 0.02, "một"]];

/** @param {Record<number, string>} pages their words' names, by number */
function makeBook(pages) {
  const book = {
    loads: 0,
    isLoaded: false,
    async load() {
      book.loads++;
      book.isLoaded = true;
    },
    page({ page = 0 }) {
      const words = pages[page];
      if (!book.isLoaded || words === undefined) return undefined;
      return { number: page, width: 595, height: 842, images: {}, words };
    },
  };
  return book;
}

/** @param {any} book @param {any} fetchWords */
const makeText = (book, fetchWords = async () => WORDS) =>
  new PageText(book, fetchWords);
const at = (/** @type {number} */ page, document = 5) => ({ document, page });

test("a page is read once, and then held", async () => {
  let asked = 0;
  const book = makeBook({ 1: "a" });
  const texts = makeText(book, async () => {
    asked++;
    return WORDS;
  });
  assert.equal(texts.held(at(1)), undefined);
  const text = await texts.read(at(1));
  assert.deepEqual(text.blocks, [{ kind: "paragraph", text: "một" }]);
  assert.equal(await texts.read(at(1)), text);
  assert.deepEqual([asked, book.loads], [1, 1]);
});

test("each reason for having no text has its own name, and none is kept", async () => {
  const texts = makeText(makeBook({ 1: "", 2: "b" }), async () => []);
  assert.equal((await texts.read(at(1))).state, "none");
  assert.equal((await texts.read(at(2))).state, "none");
  assert.equal((await texts.read(at(3))).state, "waiting");
  const broken = makeText(makeBook({ 1: "a" }), async () => {
    throw new Error("no network");
  });
  assert.equal((await broken.read(at(1))).state, "failed");
  broken.fetchWords = async () => WORDS;
  assert.equal((await broken.read(at(1))).state, "ready");
});

test("few pages are held, and none of a paper that is gone", async () => {
  const names = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [index, "a"]),
  );
  const texts = makeText(makeBook(names));
  for (let page = 0; page < 12; page++) await texts.read(at(page));
  assert.equal(texts.held(at(0)), undefined);
  assert.ok(texts.held(at(11)));
  texts.forget((document) => document !== 5);
  assert.equal(texts.held(at(11)), undefined);
});

/** @param {unknown} [kept] */
function makeMemory(kept = null) {
  const memory = {
    kept,
    read: () => memory.kept,
    write: (/** @type {string} */ _name, /** @type {unknown} */ value) => {
      memory.kept = value;
    },
  };
  return memory;
}

test("marks are kept, listed by paper and page, and taken away again", () => {
  const memory = makeMemory();
  const marks = new Bookmarks(memory);
  for (const position of [at(9), at(2), at(1, 8)]) marks.toggle(position);
  const again = new Bookmarks(memory);
  assert.deepEqual(again.list([8, 5]), [at(1, 8), at(2), at(9)]);
  assert.ok(again.has(at(9)) && !again.has(at(3)) && !again.has(null));
  again.toggle(at(9));
  assert.deepEqual(new Bookmarks(memory).list([5]), [at(2)]);
});

test("marks of a paper that is not there are not shown, and come back with it", () => {
  const marks = new Bookmarks(makeMemory([at(1), at(4, 7)]));
  assert.deepEqual(marks.list([7]), [at(4, 7)]);
  assert.deepEqual(marks.list([5, 7]), [at(1), at(4, 7)]);
});

test("broken marks are passed over, and there are never too many", () => {
  for (const bad of [
    7,
    "x",
    {},
    [null, {}, { document: 1 }, { document: "1", page: 2 }],
  ]) {
    assert.deepEqual(new Bookmarks(makeMemory(bad)).list([1]), []);
  }
  const memory = makeMemory();
  const marks = new Bookmarks(memory);
  for (let page = 1; page <= 250; page++) marks.toggle(at(page));
  assert.equal(marks.list([5]).length, 200);
  assert.ok(marks.has(at(250)) && !marks.has(at(50)));
});

test("only a stroke across turns the page", () => {
  assert.equal(turnDirection(-90, 10), 1);
  assert.equal(turnDirection(90, -10), -1);
  assert.equal(turnDirection(-90, 60), 0);
  assert.equal(turnDirection(30, 0), 0);
});
