/** The same digests as the server's: `test_script_digests.py` checks the values. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { contentDigest } from "../../../static/js/minutes/fact_digest.js";
import { factStates } from "../../../static/js/minutes/fact_states.js";
import { schema } from "../../../static/js/minutes/schema.js";

const cases = JSON.parse(
  readFileSync(new URL("./fact_digests.json", import.meta.url), "utf-8"),
);
const paragraph = (/** @type {object[]} */ ...content) => ({
  type: "paragraph",
  content,
});
const text = (/** @type {string} */ words) => ({ type: "text", text: words });

for (const { content, digest } of cases) {
  test(`the digest of ${JSON.stringify(content)}`, () => {
    assert.equal(contentDigest(content), digest);
  });
}

test("pieces of one text and decomposed letters make no difference", () => {
  const whole = contentDigest([paragraph(text("quyết"))]);
  assert.equal(contentDigest([paragraph(text("quy"), text("ết"))]), whole);
  assert.equal(contentDigest([paragraph(text("quye\u0302\u0301t"))]), whole);
});

/** @param {string} words @param {object} [attrs] */
function docWith(words, attrs = {}) {
  const content = [paragraph(text("Có mặt: 45."))];
  const digest = contentDigest(content);
  const fact = {
    type: "fact",
    attrs: { key: "attendance", digest, ...attrs },
    content: [paragraph(text(words))],
  };
  return schema.nodeFromJSON({ type: "doc", content: [fact] });
}

/** @param {string} words */
const blockOf = (words) => {
  const content = [paragraph(text(words))];
  const digest = contentDigest(content);
  return { key: "attendance", label: "", detail: "", content, digest };
};

test("a fact is unchanged, edited, or older than what was gathered", () => {
  const states = (/** @type {string} */ words, /** @type {string} */ gathered) =>
    factStates(docWith(words), [blockOf(gathered)]).map(({ isEdited, newer }) => [
      isEdited,
      newer !== null,
    ]);
  assert.deepEqual(states("Có mặt: 45.", "Có mặt: 45."), [[false, false]]);
  assert.deepEqual(states("Có mặt: 45 (sửa).", "Có mặt: 45."), [[true, false]]);
  assert.deepEqual(states("Có mặt: 45.", "Có mặt: 46."), [[false, true]]);
  assert.deepEqual(states("Có mặt: 44.", "Có mặt: 46."), [[true, true]]);
});

test("a fact that is none any more is left alone", () => {
  const [state] = factStates(docWith("Có mặt: 45."), []);
  assert.equal(state?.newer, null);
});
