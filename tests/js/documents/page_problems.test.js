import assert from "node:assert/strict";
import test from "node:test";
import {
  problemRemarks,
  fileRemarks,
  hasMissingPages,
} from "../../../static/js/documents/page_problems.js";
import { documentRemarks } from "../../../static/js/documents/document_status.js";

const paper = (/** @type {object} */ fields = {}) =>
  /** @type {any} */ ({ id: 1, state: "ready", publication: "draft", ...fields });

test("pages that are not as their file is are named, by what is wrong", () => {
  const faults = [
    [2, "lost_letters"],
    [3, "not_drawn"],
    [9, "not_drawn"],
  ];
  const remarks = documentRemarks(paper({ faults, replaces_id: null })).slice(0, 2);
  assert.deepEqual(
    remarks.map(({ text, isSevere }) => [text.slice(0, 24), isSevere]),
    [
      ["Trang 3, 9 không vẽ được", true],
      ["Trang 2 mất chữ trên hìn", true],
    ],
  );
});

test("of many pages the first are named", () => {
  const faults = [1, 2, 3, 4, 5, 6].map((page) => [page, "not_drawn"]);
  const [remarks] = problemRemarks(paper({ faults }));
  assert.match(remarks?.text ?? "", /Trang 1, 2, 3, 4, 5… không/);
});

test("a damaged file is a fault, remarks once and before publishing", () => {
  const damaged = paper({ paper_remarks: ["comments", "repaired"], replaces_id: null });
  const [remarks] = problemRemarks(damaged);
  assert.match(remarks?.text ?? "", /bị hỏng.*so từng trang/);
  assert.equal(remarks?.isSevere, true);
  const texts = documentRemarks(damaged).map(({ text }) => text.slice(0, 12));
  assert.deepEqual(texts, ["Tệp PDF bị h", "Tệp có nhận "]);
});

test("a paper without faults says nothing", () => {
  assert.deepEqual(problemRemarks(paper()), []);
  assert.deepEqual(fileRemarks(paper()), []);
});

test("attached files are named, and who denied a stamp", () => {
  const remarks = fileRemarks(
    paper({ attached: ["a.xlsx", "b.xml"], stamp_denied_by: "Lan" }),
  ).map(({ text }) => text);
  assert.match(remarks[0] ?? "", /a\.xlsx, b\.xml/);
  assert.match(remarks[1] ?? "", /^Lan /);
});

test("drawing is tried again where pages are missing and nobody reads", () => {
  const faults = [[3, "not_drawn"]];
  assert.equal(hasMissingPages(paper({ faults })), true);
  assert.equal(hasMissingPages(paper({ faults, publication: "withdrawn" })), true);
  assert.equal(hasMissingPages(paper({ faults, publication: "published" })), false);
  assert.equal(hasMissingPages(paper({ faults, state: "rendering" })), false);
  assert.equal(hasMissingPages(paper({ faults: [[3, "lost_letters"]] })), false);
  assert.equal(hasMissingPages(paper()), false);
});
