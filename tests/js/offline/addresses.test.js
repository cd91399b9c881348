import assert from "node:assert/strict";
import test from "node:test";
import * as addresses from "../../../static/js/base/addresses.js";
import { documentAt } from "../../../static/js/documents/addresses.js";
import { partIn } from "../../../static/js/offline/worker/papers.js";

const SHA = "ab".repeat(32);
const LIST = addresses.documentsReadingPages(1, 4);
const IMAGE = addresses.documentsReadingImage(1, 4, SHA);
const WORDS = addresses.documentsReadingWords(1, 4, SHA);

test("the worker recognises a paper's list, images and words by their addresses", () => {
  assert.deepEqual(partIn(LIST), { paper: 4, path: LIST, sha: "" });
  assert.deepEqual(partIn(IMAGE), { paper: 4, path: IMAGE, sha: SHA });
  assert.deepEqual(partIn(WORDS), { paper: 4, path: WORDS, sha: SHA });
});

test("the worker leaves other addresses of a paper to the server", () => {
  assert.equal(partIn(addresses.documentsReadingStatus(1, 4)), null);
  assert.equal(partIn(addresses.documentsReadingOriginal(1, 4)), null);
});

test("the page knows to which paper a loaded image or word file belongs", () => {
  assert.equal(documentAt(`http://localhost:8000${IMAGE}`), 4);
  assert.equal(documentAt(`http://localhost:8000${IMAGE}?anew`), 4);
  assert.equal(documentAt(`http://localhost:8000${WORDS}`), 4);
  assert.equal(documentAt(`http://localhost:8000${LIST}`), 0);
});
