import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { EMPTY_CURSOR } from "../../../static/js/annotations/idb_store.js";
import { NoteStore } from "../../../static/js/annotations/note_store.js";
import { NoteSync } from "../../../static/js/annotations/note_sync.js";
import { ink } from "./note_factory.js";

const ANSWER = {
  change: 1,
  erasures: 0,
  more: false,
  documents: [1],
  withheld: false,
  notes: [],
};

/** @param {Partial<import("../../../static/js/annotations/note_sync.js").Server>} [server] */
async function make(server = {}) {
  const noteStore = new NoteStore({
    read: async () => ({ notes: [], known: EMPTY_CURSOR }),
    write: async () => true,
  });
  await noteStore.load();
  /** @type {string[]} */
  const onRefused = [];
  const taken = async (/** @type {any[]} */ changes) => ({
    outcomes: changes.map(({ key }) => ({ key, revision: 1, result: "taken" })),
  });
  const all = { push: taken, pull: async () => ANSWER, ...server };
  const noteSync = new NoteSync(noteStore, all, (message) => onRefused.push(message));
  return { noteStore, noteSync, onRefused };
}

describe("synchronising notes", () => {
  it("sends all that waits, fifty at a time", async () => {
    /** @type {number[]} */
    const sizes = [];
    const { noteStore, noteSync } = await make({
      push: async (changes) => {
        sizes.push(changes.length);
        const outcomes = changes.map((/** @type {any} */ { key }) => ({
          key,
          revision: 1,
          result: "taken",
        }));
        return { outcomes };
      },
    });
    for (let count = 0; count < 120; count += 1) noteStore.add(ink());
    assert.equal(await noteSync.run(), true);
    assert.deepEqual(sizes, [50, 50, 20]);
    assert.deepEqual(noteStore.waiting, []);
  });

  it("keeps what could not be sent", async () => {
    const { noteStore, noteSync } = await make({
      push: () =>
        Promise.reject(Object.assign(new Error("signed out"), { status: 401 })),
    });
    noteStore.add(ink());
    assert.equal(await noteSync.run(), false);
    assert.equal(noteStore.waiting.length, 1);
  });

  it("reports why a note was refused, and does not send it again", async () => {
    let sendings = 0;
    const { noteStore, noteSync, onRefused } = await make({
      push: async (changes) => {
        sendings += 1;
        const [{ key }] = /** @type {any[]} */ (changes);
        const outcome = { key, revision: 0, result: "refused", message: "Trang đầy" };
        return { outcomes: [outcome] };
      },
    });
    noteStore.add(ink());
    await noteSync.run();
    assert.deepEqual(
      [onRefused, sendings, noteStore.all.length],
      [["Trang đầy"], 1, 1],
    );
  });

  it("asks for all once everything was erased elsewhere", async () => {
    /** @type {number[]} */
    const asked = [];
    let erasures = 0;
    const { noteStore, noteSync } = await make({
      pull: async (since) => (asked.push(since), { ...ANSWER, erasures }),
    });
    noteStore.add(ink());
    await noteSync.run();
    erasures = 1;
    await noteSync.run();
    assert.deepEqual(asked, [0, 1, 0]);
    assert.deepEqual(noteStore.all, []);
  });
});
