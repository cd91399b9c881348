import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";

import { UnsentChanges } from "../../../static/js/minutes/unsent_changes.js";

/** Local storage in memory; it may be full. */
class MemoryStorage {
  isFull = false;

  /** @param {string} key */
  getItem(key) {
    return /** @type {any} */ (this)[`k:${key}`] ?? null;
  }

  /** @param {string} key @param {string} value */
  setItem(key, value) {
    if (this.isFull) throw new Error("full");
    /** @type {any} */ (this)[key] = value;
    /** @type {any} */ (this)[`k:${key}`] = value;
  }

  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
    delete (/** @type {any} */ (this)[`k:${key}`]);
  }
}

/** @param {string} holder @param {any} storage @param {string} [client] */
const changes = (holder, storage, client = "1") =>
  new UnsentChanges(7, holder, client, storage);

/** @param {string[]} words */
function updatesOf(...words) {
  const doc = new Y.Doc();
  /** @type {Uint8Array[]} */
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  for (const word of words) doc.getText("t").insert(doc.getText("t").length, word);
  return updates;
}

/** @param {Uint8Array[]} updates */
function textOf(updates) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText("t").toString();
}

test("what is unsent is found again by the next page of the same holder", () => {
  const storage = new MemoryStorage();
  const first = changes("5", storage, "1");
  for (const update of updatesOf("Đồng ", "chí")) first.add(update);
  const next = changes("5", storage, "2");
  assert.equal(textOf(next.adopt()), "Đồng chí");
  assert.equal(textOf(next.next(1000)), "Đồng chí");
  assert.equal(changes("5", storage, "3").adopt().length, 2);
});

test("nobody else's words are taken over", () => {
  const storage = new MemoryStorage();
  for (const update of updatesOf("a")) changes("5", storage).add(update);
  assert.deepEqual(changes("6", storage, "2").adopt(), []);
  assert.equal(changes("5", storage, "2").adopt().length, 1);
});

test("only what the server has is forgotten", () => {
  const storage = new MemoryStorage();
  const unsent = changes("5", storage);
  const [one, two] = updatesOf("a", "b");
  unsent.add(/** @type {Uint8Array} */ (one));
  const sent = unsent.next(1000);
  unsent.add(/** @type {Uint8Array} */ (two));
  unsent.remove(sent);
  assert.deepEqual(unsent.next(1000), [two]);
  unsent.remove([/** @type {Uint8Array} */ (two)]);
  assert.equal(unsent.isEmpty, true);
  assert.deepEqual(changes("5", storage, "2").adopt(), []);
});

test("many are merged, and no word is lost", () => {
  const unsent = changes("5", new MemoryStorage());
  const words = Array.from({ length: 100 }, (_, number) => `${number} `);
  for (const update of updatesOf(...words)) unsent.add(update);
  const all = unsent.next(1_000_000);
  assert.ok(all.length <= 21);
  assert.equal(textOf(all), words.join(""));
});

test("they are sent in portions, at least one at a time", () => {
  const unsent = changes("5", new MemoryStorage());
  const updates = updatesOf("x".repeat(1000), "y".repeat(1000));
  for (const update of updates) unsent.add(update);
  assert.deepEqual(unsent.next(10), [updates[0]]);
  assert.deepEqual(unsent.next(1500), [updates[0]]);
  assert.deepEqual(unsent.next(5000), updates);
});

test("a full or forbidden storage is said, and the words are still sent", () => {
  const storage = new MemoryStorage();
  storage.isFull = true;
  for (const one of [changes("5", storage), changes("5", null)]) {
    for (const update of updatesOf("a")) one.add(update);
    assert.equal(one.isKept, false);
    assert.equal(textOf(one.next(1000)), "a");
  }
});

test("a damaged store costs nothing else", () => {
  const storage = new MemoryStorage();
  const unsent = changes("5", storage);
  storage.setItem(unsent.key, "{");
  assert.deepEqual(unsent.adopt(), []);
});
