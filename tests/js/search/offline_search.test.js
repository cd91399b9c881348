import assert from "node:assert/strict";
import test from "node:test";
import {
  matchPage,
  rankHits,
  parseQuery,
} from "../../../static/js/search/offline_search.js";

const TEXT = "Toàn Đảng bộ quán triệt Nghị quyết của Tỉnh uỷ, quan tâm triển khai.";
const sheet = (text = TEXT, page = 2) => ({
  document: 4,
  title: "Nghị quyết về chuyển đổi số",
  item: 1,
  item_number: "2",
  page,
  text,
});
const find = (/** @type {string} */ query, text = TEXT) =>
  matchPage(parseQuery(query), sheet(text));
const marked = (/** @type {any} */ hit) =>
  hit.parts.filter((/** @type {any} */ [, isFound]) => isFound).map(([w = ""]) => w);

test("words match with and without diacritics, đ as d", () => {
  assert.deepEqual(
    marked(find("quan triet ")),
    ["quán", "triệt", "quan", "triển"].slice(0, 3),
  );
  assert.equal(find("dang bo ")?.is_exact, true);
  assert.equal(find("quán triệt ")?.is_exact, true);
  assert.equal(find("quàn triệt ")?.is_exact, false);
  assert.equal(find("quốc hội "), null);
});

test("uỷ and ủy, hoà and hòa are one, also as typed", () => {
  assert.equal(find("tỉnh ủy ")?.is_exact, true);
  assert.equal(find("hoà bình ", "Tỉnh Hòa Bình")?.is_exact, true);
});

test("words in quotes are a phrase", () => {
  assert.ok(find('"quán triệt nghị quyết" '));
  assert.equal(find('"quán nghị" '), null);
});

test("the last word is a prefix from two letters on", () => {
  assert.ok(find("ngh"));
  assert.equal(find("ngh "), null);
  assert.equal(find("n"), null);
});

test("a snippet shows where it was cut, and marks every match", () => {
  const long = `${"mở đầu ".repeat(20)}quán triệt ${"phần sau ".repeat(40)}`;
  const hit = find("quan triet ", long);
  assert.equal(hit?.parts[0]?.[0], "… ");
  assert.equal(hit?.parts.at(-1)?.[0], " …");
  assert.deepEqual(hit?.words, [["quán"], ["triệt"]]);
});

test("a title is found as such, and ranks before pages; as typed before folded", () => {
  const terms = parseQuery("nghị quyết ");
  const title = matchPage(terms, sheet("", 0));
  const page = matchPage(terms, sheet());
  const folded = matchPage(parseQuery("nghi quyêt "), sheet());
  assert.ok(title && page && folded);
  assert.equal(title.is_title, true);
  assert.equal(title.page, 1);
  assert.deepEqual(rankHits([folded, page, title]), [title, page, folded]);
});

test("a query without words has no terms", () => {
  assert.deepEqual(parseQuery("  “” !? "), []);
});
