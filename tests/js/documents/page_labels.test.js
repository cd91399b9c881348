import assert from "node:assert/strict";
import test from "node:test";
import {
  findPage,
  printedLabel,
  pageLabel,
} from "../../../static/js/documents/page_labels.js";

const LABELS = ["i", "ii", "1", "2", "Phụ lục II-1", "100", "<b>"];
const pages = LABELS.map((label, index) => ({
  number: index + 1,
  width: 595,
  height: 842,
  images: {},
  words: "",
  label,
}));

test("a page is told by its own number, and by the printed one where it is another", () => {
  assert.equal(pageLabel(4, 77, "iv"), "Trang 4 / 77 (số in: iv)");
  assert.equal(pageLabel(4, 77, ""), "Trang 4 / 77");
  assert.equal(pageLabel(4, 0, ""), "Trang 4 / –");
  assert.equal(printedLabel("iv"), "số in: iv");
  assert.equal(printedLabel(""), "");
});

test("a number is the page's own first, a printed one second", () => {
  assert.equal(findPage("2", 7, pages), 2);
  assert.equal(findPage(" II ", 7, pages), 2);
  assert.equal(findPage("phụ  lục ii-1", 7, pages), 5);
  assert.equal(findPage("Phụ lục II-1".normalize("NFD"), 7, pages), 5);
  assert.equal(findPage("100", 7, pages), 6);
  assert.equal(findPage("<B>", 7, pages), 7);
});

test("past the end one comes to the end; what is no page is none", () => {
  assert.equal(findPage("99", 7, pages), 99);
  for (const asked of ["", " ", "0", "x", "-1", "1.5", "9".repeat(10_000)]) {
    assert.equal(findPage(asked, 7, pages), null, asked.slice(0, 9));
  }
  assert.equal(findPage("i", 7, []), null);
});
