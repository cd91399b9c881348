import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { EMPTY_CURSOR } from "../../../static/js/annotations/idb_store.js";
import { NoteStore } from "../../../static/js/annotations/note_store.js";
import { ink, text } from "./note_factory.js";

const FRONT = { document: 1, page: 1 };

/** @param {any[]} [kept] */
function storeWith(kept = [], isKept = true) {
  /** @type {any[]} */
  const written = [];
  const noteStore = new NoteStore({
    read: async () => ({ notes: kept, known: EMPTY_CURSOR }),
    write: async (what) => (written.push(what), isKept),
  });
  return { noteStore, written };
}

describe("the note store", () => {
  it("finds the notes of a page, and not those taken away", () => {
    const { noteStore } = storeWith();
    const [one, other] = [ink(), ink({ page: 2 })];
    noteStore.add(one);
    noteStore.add(other);
    assert.deepEqual(
      noteStore.on(FRONT).map(({ key }) => key),
      [one.key],
    );
    noteStore.remove([one.key]);
    assert.deepEqual(noteStore.on(FRONT), []);
    assert.equal(noteStore.waiting.length, 2);
  });

  it("stores each change at once and reports if nothing is stored", async () => {
    const { noteStore, written } = storeWith([], false);
    noteStore.add(ink());
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(written[0].put.length, 1);
    assert.equal(noteStore.isKept, false);
  });

  it("what is written while it is being read is newer", async () => {
    const old = text("cũ");
    const { noteStore } = storeWith([old]);
    const loading = noteStore.load();
    noteStore.add({ ...old, body: { text: "mới", at: [0, 0] } });
    await loading;
    assert.equal(noteStore.notes.get(old.key)?.body.text, "mới");
  });

  it("reports changed pages, also the one a note was moved from", async () => {
    const { noteStore } = storeWith();
    const note = ink({ waiting: 0 });
    noteStore.add(note);
    /** @type {Set<string>[]} */
    const changes = [];
    noteStore.addEventListener("changed", (event) =>
      changes.push(/** @type {CustomEvent} */ (event).detail.pages),
    );
    await noteStore.applyServerChanges({
      put: [{ ...note, document: 2, page: 5 }],
      drop: [],
    });
    assert.deepEqual([...(changes[0] ?? [])].sort(), ["1:1", "2:5"]);
    assert.deepEqual(noteStore.on(FRONT), []);
    assert.equal(noteStore.on({ document: 2, page: 5 }).length, 1);
  });
});

describe("undo", () => {
  it("a stroke that was added goes, an edit returns to what stood there", () => {
    const { noteStore } = storeWith();
    const note = text("trước");
    noteStore.add(note);
    noteStore.edit(note.key, { body: { text: "sau", at: [0, 0] } });
    noteStore.undo();
    assert.equal(noteStore.notes.get(note.key)?.body.text, "trước");
    noteStore.undo();
    assert.deepEqual(noteStore.all, []);
    assert.equal(noteStore.canUndo, false);
    noteStore.undo();
  });

  it("notes deleted by one action come back together", () => {
    const { noteStore } = storeWith();
    const strokes = [ink(), ink(), ink()];
    for (const stroke of strokes) noteStore.add(stroke);
    noteStore.remove(strokes.map(({ key }) => key));
    noteStore.undo();
    assert.equal(noteStore.on(FRONT).length, 3);
  });

  it("what was taken away and sent comes back from its tombstone", async () => {
    const { noteStore } = storeWith();
    const note = ink();
    noteStore.add(note);
    noteStore.remove([note.key]);
    await noteStore.applyServerChanges({ put: [], drop: [note.key] });
    assert.equal(noteStore.notes.has(note.key), false);
    noteStore.undo();
    assert.equal(noteStore.on(FRONT).length, 1);
    assert.ok(noteStore.waiting.length);
  });

  it("after erasing all there is nothing to take back", () => {
    const { noteStore } = storeWith();
    noteStore.add(ink());
    noteStore.clearUndo();
    assert.equal(noteStore.canUndo, false);
  });

  it("keeps at most fifty actions", () => {
    const { noteStore } = storeWith();
    for (let count = 0; count < 60; count += 1) noteStore.add(ink());
    for (let count = 0; count < 60; count += 1) noteStore.undo();
    assert.equal(noteStore.all.length, 10);
  });
});
