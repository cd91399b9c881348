import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  isHitByEraser,
  newNote,
  simplify,
} from "../../../static/js/annotations/note.js";
import { ink, text } from "./note_factory.js";

const KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("a new note", () => {
  it("is named by a UUID that no other has", () => {
    const keys = new Set(Array.from({ length: 200 }, () => ink().key));
    assert.equal(keys.size, 200);
    for (const key of keys) assert.match(key, KEY);
  });

  it("has no anchor by default", () => {
    const position = { document: 1, page: 1, kind: /** @type {const} */ ("ink") };
    const note = newNote({ ...position, colour: "blue", body: {} });
    assert.deepEqual(note.anchor, { quote: "", before: "", after: "" });
    assert.deepEqual([note.revision, note.deleted], [0, false]);
  });
});

describe("simplifying a stroke", () => {
  it("leaves a straight line its two ends", () => {
    const line = Array.from({ length: 50 }, (_, at) => [at / 100, at / 100]).flat();
    assert.deepEqual(simplify(line), [0, 0, 0.49, 0.49]);
  });

  it("keeps a corner", () => {
    assert.deepEqual(
      simplify([0, 0, 0.1, 0, 0.2, 0, 0.2, 0.1, 0.2, 0.2]),
      [0, 0, 0.2, 0, 0.2, 0.2],
    );
  });

  it("keeps a dot, and what it keeps stays near what was drawn", () => {
    assert.deepEqual(simplify([0.3, 0.4]), [0.3, 0.4]);
    const circle = Array.from({ length: 400 }, (_, at) => [
      0.5 + 0.2 * Math.cos(at / 64),
      0.5 + 0.2 * Math.sin(at / 64),
    ]).flat();
    const thinned = simplify(circle);
    assert.ok(thinned.length < circle.length / 4);
    for (let at = 0; at < thinned.length; at += 2) {
      const away = Math.hypot((thinned[at] ?? 0) - 0.5, (thinned[at + 1] ?? 0) - 0.5);
      assert.ok(Math.abs(away - 0.2) < 0.001);
    }
  });

  it("never sends more than the server takes", () => {
    const wild = Array.from({ length: 8000 }, (_, at) => ((at * 7919) % 1000) / 1000);
    assert.ok(simplify(wild).length <= 2000);
  });
});

describe("the eraser", () => {
  it("touches a stroke near it, between its points too", () => {
    const stroke = ink({ body: { points: [0.1, 0.1, 0.5, 0.1], width: 0.003 } });
    assert.ok(isHitByEraser(stroke, 0.3, 0.105, 0.012));
    assert.ok(!isHitByEraser(stroke, 0.3, 0.13, 0.012));
    assert.ok(!isHitByEraser(stroke, 0.55, 0.1, 0.012));
  });

  it("touches a dot", () => {
    const dot = ink({ body: { points: [0.5, 0.5], width: 0.003 } });
    assert.ok(isHitByEraser(dot, 0.505, 0.5, 0.012));
  });

  it("touches marked words in their boxes, and no written note", () => {
    const mark = ink({ kind: "highlight", body: { boxes: [[0.1, 0.1, 0.2, 0.05]] } });
    assert.ok(isHitByEraser(mark, 0.15, 0.12, 0.01));
    assert.ok(!isHitByEraser(mark, 0.35, 0.12, 0.01));
    assert.ok(!isHitByEraser(text("x"), 0.5, 0.5, 0.5));
  });
});
