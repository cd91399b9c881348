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

/** @param {Seen[]} all @returns {string[]} the messages */
function messagesOf(all) {
  /** @type {string[]} */
  const lines = [];
  const watch = (/** @type {(room: Seen) => void} */ watcher) => all.forEach(watcher);
  announceVersionMoves({ watch }, (text) => lines.push(text));
  return lines;
}

test("a follower moved to a new version gets one message with the page", () => {
  for (const mode of /** @type {const} */ (["following", "leading"])) {
    const lines = messagesOf([seen(mode, 1, 3), seen(mode, 2, 4), seen(mode, 2, 5)]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /4/);
  }
});

test("a reader who returns from the old version gets the message", () => {
  assert.equal(messagesOf([seen("alone", 1, 2), seen("following", 2, 4)]).length, 1);
});

test("opening it manually or another document gives no message", () => {
  assert.deepEqual(messagesOf([seen("alone", 1, 2), seen("alone", 2, 2)]), []);
  assert.deepEqual(messagesOf([seen("following", 3, 2), seen("following", 2, 2)]), []);
});
