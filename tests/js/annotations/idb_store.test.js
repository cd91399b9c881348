import assert from "node:assert/strict";
import { test } from "node:test";

import { NoteCipher } from "../../../static/js/annotations/note_cipher.js";
import { IdbNoteStore } from "../../../static/js/annotations/idb_store.js";

/** A request of IndexedDB that is answered when the test says so. */
class Request extends EventTarget {
  /** @param {unknown} result */
  succeed(result) {
    this.result = result;
    this.dispatchEvent(new Event("success"));
  }
}

/** A transaction that notes what is put, and is complete when asked whether it is. */
class Transaction {
  /** @param {unknown[]} kept */
  constructor(kept) {
    this.kept = kept;
  }

  /**
   * @param {string} type
   * @param {() => void} listener
   */
  addEventListener(type, listener) {
    if (type === "complete") setTimeout(listener);
  }

  objectStore() {
    return {
      put: (/** @type {unknown} */ row) => this.kept.push(row),
      delete: () => {},
      getAll: () => {
        const request = new Request();
        setTimeout(() => request.succeed([]));
        return request;
      },
    };
  }
}

test("notes written while the database opens survive a take-over", async (t) => {
  const opening = new Request();
  /** @type {any} */ (globalThis).indexedDB = { open: () => opening };
  t.after(() => delete (/** @type {any} */ (globalThis).indexedDB));
  /** @type {unknown[]} */
  const kept = [];
  const database = Object.assign(new EventTarget(), {
    transaction: () => new Transaction(kept),
  });
  const localStore = new IdbNoteStore("1", "2", new NoteCipher(""));
  const note = /** @type {any} */ ({ key: "a", waiting: 1 });
  const writing = localStore.write({ put: [note] });
  const wiping = localStore.wipe("taken_over");
  const late = localStore.write({ put: [{ ...note, key: "b" }] });
  opening.succeed(database);
  assert.deepEqual(await Promise.all([writing, late]), [true, false]);
  await wiping;
  assert.deepEqual(
    kept.map((row) => /** @type {any} */ (row).note.key),
    ["a"],
  );
});
