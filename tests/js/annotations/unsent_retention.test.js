import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  isRetained,
  notesToDelete,
} from "../../../static/js/annotations/unsent_retention.js";
import { text } from "./note_factory.js";

const NOW = Date.parse("2026-11-27T08:00:00Z");
const DAY = 24 * 3600 * 1000;
const at = (/** @type {number} */ days) => new Date(NOW - days * DAY).toISOString();

describe("notes kept for a member who signed out", () => {
  it("is what the server does not have yet, for seven days", () => {
    assert.ok(isRetained(text("x", { waiting: 1, edited_at: at(6.9) }), NOW));
    assert.ok(!isRetained(text("x", { waiting: 1, edited_at: at(7.1) }), NOW));
    assert.ok(isRetained(text("x", { refusal: "Trang đầy", edited_at: at(1) }), NOW));
    assert.ok(!isRetained(text("x", { waiting: 0, edited_at: at(1) }), NOW));
    assert.ok(!isRetained(text("x", { waiting: 1, edited_at: "hỏng" }), NOW));
  });

  it("is nothing of what was sent; the holder's own stays whole", () => {
    const rows = [
      { owner: "1/1", note: text("đã gửi", { edited_at: at(1) }) },
      { owner: "1/1", note: text("chưa gửi", { waiting: 2, edited_at: at(1) }) },
      { owner: "1/2", note: text("của tôi", { edited_at: at(1) }) },
    ];
    const mine = (/** @type {{owner: string}} */ { owner }) => owner === "1/2";
    assert.deepEqual(notesToDelete(rows, mine, NOW), [["1/1", rows[0]?.note.key]]);
  });
});
