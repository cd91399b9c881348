import assert from "node:assert/strict";
import test from "node:test";
import { announceVersionMoves } from "../../../static/js/pagesync/version_move_toast.js";

/** @typedef {import("../../../static/js/pagesync/version_move_toast.js").Seen} Seen */

/**
 * @param {"following" | "leading" | "alone"} mode
 * @param {number} document
 * @param {number} page
 * @returns {Seen}
 */
const seen = (mode, document, page) => ({
  pageSource: { mode, showing: { kind: "page", position: { document, page } } },
  state: /** @type {any} */ ({
    documents: [{ id: 2, page_count: 9 }],
    replaced: [{ id: 1, replaced_by: 2, page_runs: [] }],
  }),
});

/** @param {Seen[]} all @returns {string[]} what was told */
function told(all) {
  /** @type {string[]} */
  const lines = [];
  const watch = (/** @type {(room: Seen) => void} */ watcher) => all.forEach(watcher);
  announceVersionMoves({ watch }, (text) => lines.push(text));
  return lines;
}

test("who is moved to a new version is told once, on which page he is", () => {
  for (const mode of /** @type {const} */ (["following", "leading"])) {
    const lines = told([seen(mode, 1, 3), seen(mode, 2, 4), seen(mode, 2, 5)]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /4/);
  }
});

test("who comes back to the hall from the old version is told too", () => {
  assert.equal(told([seen("alone", 1, 2), seen("following", 2, 4)]).length, 1);
});

test("who opens it by himself, or another paper is shown, is not", () => {
  assert.deepEqual(told([seen("alone", 1, 2), seen("alone", 2, 2)]), []);
  assert.deepEqual(told([seen("following", 3, 2), seen("following", 2, 2)]), []);
});
