import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  changePayload,
  applyResult,
  mergeServerNotes,
} from "../../../static/js/annotations/merge.js";
import { ink, text } from "./note_factory.js";

describe("what is sent of a note", () => {
  it("names the revision it was made from and keeps device matters here", () => {
    const change = changePayload(text("x", { revision: 3, waiting: 2 }));
    assert.equal(change.base, 3);
    assert.equal("waiting" in change, false);
    assert.equal("edited_at" in change, false);
  });

  it("has no words when it was taken away", () => {
    assert.equal(changePayload(text("x", { deleted: true })).body, null);
  });
});

describe("the server's answer to an edit", () => {
  const sent = text("cũ", { waiting: 1 });

  it("taken: nothing waits any more", () => {
    const { put } = applyResult(sent, sent, {
      key: sent.key,
      revision: 1,
      result: "taken",
    });
    assert.deepEqual([put[0]?.revision, put[0]?.waiting], [1, 0]);
  });

  it("what was edited while it was on its way waits still, from the new revision", () => {
    const now = { ...sent, waiting: 2, body: { text: "mới", at: [0.5, 0.5] } };
    const { put } = applyResult(now, sent, {
      key: now.key,
      revision: 1,
      result: "known",
    });
    assert.deepEqual([put[0]?.revision, put[0]?.waiting], [1, 2]);
    assert.equal(put[0]?.body.text, "mới");
  });

  it("newer: two texts that differ are both kept", () => {
    const note = text("của máy kia", { key: sent.key, revision: 4, page: 2 });
    const outcome = /** @type {const} */ ({
      key: sent.key,
      revision: 4,
      result: "newer",
    });
    const { put, drop } = applyResult(sent, sent, { ...outcome, note });
    assert.deepEqual(drop, []);
    assert.deepEqual(
      put.map(({ body, page, waiting }) => [body.text, page, waiting]),
      [
        ["của máy kia", 2, 0],
        ["cũ", 2, 1],
      ],
    );
    assert.notEqual(put[1]?.key, put[0]?.key);
    assert.equal(put[1]?.revision, 0);
  });

  it("newer with the same words makes no copy, nor do strokes", () => {
    for (const mine of [text("như nhau"), ink()]) {
      const outcome = /** @type {const} */ ({
        key: mine.key,
        revision: 2,
        result: "newer",
      });
      const { put } = applyResult(mine, mine, {
        ...outcome,
        note: { ...mine, revision: 2 },
      });
      assert.equal(put.length, 1);
    }
  });

  it("deleted elsewhere, my newer words come back as a note of their own", () => {
    const note = { ...sent, deleted: true, body: null };
    const outcome = /** @type {const} */ ({
      key: sent.key,
      revision: 2,
      result: "newer",
    });
    const { put, drop } = applyResult(sent, sent, { ...outcome, note });
    assert.deepEqual(drop, [sent.key]);
    assert.deepEqual([put.length, put[0]?.body.text], [1, "cũ"]);
  });

  it("newer without the note: its paper may not be seen now, nothing is touched", () => {
    const outcome = /** @type {const} */ ({
      key: sent.key,
      revision: 2,
      result: "newer",
    });
    assert.deepEqual(applyResult(sent, sent, outcome), { put: [], drop: [] });
  });

  it("gone: it was erased with all others", () => {
    const outcome = /** @type {const} */ ({
      key: sent.key,
      revision: 0,
      result: "gone",
    });
    assert.deepEqual(applyResult(sent, sent, outcome).drop, [sent.key]);
  });

  it("refused: it stays here with the reason and is not sent again and again", () => {
    const outcome = /** @type {const} */ ({
      key: sent.key,
      revision: 0,
      result: "refused",
      message: "Trang đầy",
    });
    const [kept] = applyResult(sent, sent, outcome).put;
    assert.deepEqual([kept?.waiting, kept?.refusal], [0, "Trang đầy"]);
  });
});

describe("what the server tells", () => {
  const here = (/** @type {any[]} */ ...notes) =>
    new Map(notes.map((note) => [note.key, note]));

  it("is put here, tombstones drop what they name", () => {
    const [one, two] = [text("một"), text("hai", { deleted: true })];
    const effect = mergeServerNotes(here(), [one, two], new Set([1]), false);
    assert.deepEqual(
      [effect.put.map(({ key }) => key), effect.drop],
      [[one.key], [two.key]],
    );
  });

  it("does not overwrite what waits to be sent", () => {
    const mine = text("của tôi", { waiting: 1, revision: 1 });
    const theirs = { ...mine, body: { text: "khác", at: [0, 0] }, waiting: 0 };
    const effect = mergeServerNotes(here(mine), [theirs], new Set([1]), false);
    assert.deepEqual(effect, { put: [], drop: [] });
  });

  it("notes of papers that may not be read now go, but not those that wait", () => {
    const [sent, waiting] = [text("đã gửi"), text("chưa", { waiting: 1 })];
    const effect = mergeServerNotes(here(sent, waiting), [], new Set(), false);
    assert.deepEqual(effect.drop, [sent.key]);
  });

  it("after erasing all only what was never sent stays", () => {
    const old = text("cũ", { revision: 1, waiting: 1 });
    const fresh = text("mới", { waiting: 1 });
    const effect = mergeServerNotes(here(old, fresh), [], new Set([1]), true);
    assert.deepEqual(effect.drop, [old.key]);
  });
});
