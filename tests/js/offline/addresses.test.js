import assert from "node:assert/strict";
import test from "node:test";
import * as addresses from "../../../static/js/base/addresses.js";
import { documentIdIn } from "../../../static/js/documents/page_file_cache.js";
import { parsePath } from "../../../static/js/offline/worker/document_cache.js";

const SHA = "ab".repeat(32);
const LIST = addresses.documentsReadingPages(1, 4);
const IMAGE = addresses.documentsReadingImage(1, 4, SHA);
const WORDS = addresses.documentsReadingWords(1, 4, SHA);

test("the worker recognises a paper's list, images and words by their addresses", () => {
  assert.deepEqual(parsePath(LIST), { paper: 4, path: LIST, sha: "" });
  assert.deepEqual(parsePath(IMAGE), { paper: 4, path: IMAGE, sha: SHA });
  assert.deepEqual(parsePath(WORDS), { paper: 4, path: WORDS, sha: SHA });
});

test("the worker leaves other addresses of a paper to the server", () => {
  assert.equal(parsePath(addresses.documentsReadingStatus(1, 4)), null);
  assert.equal(parsePath(addresses.documentsReadingOriginal(1, 4)), null);
});

test("the page knows to which paper a loaded image or word file belongs", () => {
  assert.equal(documentIdIn(`http://localhost:8000${IMAGE}`), 4);
  assert.equal(documentIdIn(`http://localhost:8000${IMAGE}?anew`), 4);
  assert.equal(documentIdIn(`http://localhost:8000${WORDS}`), 4);
  assert.equal(documentIdIn(`http://localhost:8000${LIST}`), 0);
});
