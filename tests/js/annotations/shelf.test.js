import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { NOTHING_KNOWN } from "../../../static/js/annotations/keeper.js";
import { Shelf } from "../../../static/js/annotations/shelf.js";
import { ink, text } from "./made.js";

const FRONT = { document: 1, page: 1 };

/** @param {any[]} [kept] */
function shelfWith(kept = [], isKept = true) {
  /** @type {any[]} */
  const written = [];
  const shelf = new Shelf({
    read: async () => ({ notes: kept, known: NOTHING_KNOWN }),
    write: async (what) => (written.push(what), isKept),
  });
  return { shelf, written };
}

describe("the shelf", () => {
  it("finds the notes of a page, and not those taken away", () => {
    const { shelf } = shelfWith();
    const [one, other] = [ink(), ink({ page: 2 })];
    shelf.add(one);
    shelf.add(other);
    assert.deepEqual(
      shelf.on(FRONT).map(({ key }) => key),
      [one.key],
    );
    shelf.remove([one.key]);
    assert.deepEqual(shelf.on(FRONT), []);
    assert.equal(shelf.waiting.length, 2);
  });

  it("keeps each change at once and says where nothing is kept", async () => {
    const { shelf, written } = shelfWith([], false);
    shelf.add(ink());
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(written[0].put.length, 1);
    assert.equal(shelf.isKept, false);
  });

  it("what is written while it is being read is newer", async () => {
    const old = text("cũ");
    const { shelf } = shelfWith([old]);
    const loading = shelf.load();
    shelf.add({ ...old, body: { text: "mới", at: [0, 0] } });
    await loading;
    assert.equal(shelf.notes.get(old.key)?.body.text, "mới");
  });

  it("tells which pages have changed, also the one a note has left", async () => {
    const { shelf } = shelfWith();
    const note = ink({ waiting: 0 });
    shelf.add(note);
    /** @type {Set<string>[]} */
    const told = [];
    shelf.addEventListener("changed", (event) =>
      told.push(/** @type {CustomEvent} */ (event).detail.pages),
    );
    await shelf.take({ put: [{ ...note, document: 2, page: 5 }], drop: [] });
    assert.deepEqual([...(told[0] ?? [])].sort(), ["1:1", "2:5"]);
    assert.deepEqual(shelf.on(FRONT), []);
    assert.equal(shelf.on({ document: 2, page: 5 }).length, 1);
  });
});

describe("taking back", () => {
  it("a stroke that was added goes, an edit returns to what stood there", () => {
    const { shelf } = shelfWith();
    const note = text("trước");
    shelf.add(note);
    shelf.edit(note.key, { body: { text: "sau", at: [0, 0] } });
    shelf.undo();
    assert.equal(shelf.notes.get(note.key)?.body.text, "trước");
    shelf.undo();
    assert.deepEqual(shelf.all, []);
    assert.equal(shelf.canUndo, false);
    shelf.undo();
  });

  it("what one deed took away comes back together", () => {
    const { shelf } = shelfWith();
    const strokes = [ink(), ink(), ink()];
    for (const stroke of strokes) shelf.add(stroke);
    shelf.remove(strokes.map(({ key }) => key));
    shelf.undo();
    assert.equal(shelf.on(FRONT).length, 3);
  });

  it("what was taken away and sent comes back from its tombstone", async () => {
    const { shelf } = shelfWith();
    const note = ink();
    shelf.add(note);
    shelf.remove([note.key]);
    await shelf.take({ put: [], drop: [note.key] });
    assert.equal(shelf.notes.has(note.key), false);
    shelf.undo();
    assert.equal(shelf.on(FRONT).length, 1);
    assert.ok(shelf.waiting.length);
  });

  it("after erasing all there is nothing to take back", () => {
    const { shelf } = shelfWith();
    shelf.add(ink());
    shelf.forgetDeeds();
    assert.equal(shelf.canUndo, false);
  });

  it("remembers fifty deeds and no more", () => {
    const { shelf } = shelfWith();
    for (let count = 0; count < 60; count += 1) shelf.add(ink());
    for (let count = 0; count < 60; count += 1) shelf.undo();
    assert.equal(shelf.all.length, 10);
  });
});
