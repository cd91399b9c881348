import assert from "node:assert/strict";
import { test } from "node:test";

import { pageBefore } from "../../../static/js/speaking/page_before.js";

const REPORT = { id: 3, title: "Báo cáo" };
const BEFORE = { text: 7, document_id: 3, page: 12 };

function stateWith({ before = BEFORE, shown = 7, documents = [REPORT] } = {}) {
  return { floor: { page_before: before }, live: { document_id: shown }, documents };
}

test("while the text is shown it names the page before", () => {
  const page = { document: 3, page: 12, title: "Báo cáo" };
  assert.deepEqual(pageBefore(stateWith()), page);
});

test("once another document is shown there is nothing to go back to", () => {
  assert.equal(pageBefore(stateWith({ shown: 3 })), null);
  assert.equal(pageBefore(stateWith({ shown: null })), null);
});

test("nor without a text that turned the page, or to a document that is gone", () => {
  assert.equal(pageBefore(stateWith({ before: null })), null);
  assert.equal(pageBefore(stateWith({ documents: [] })), null);
  assert.equal(
    pageBefore({ floor: {}, live: { document_id: 7 }, documents: [] }),
    null,
  );
  assert.equal(pageBefore(null), null);
});
