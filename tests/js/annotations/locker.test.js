import assert from "node:assert/strict";
import test from "node:test";
import { Locker } from "../../../static/js/annotations/locker.js";
import { isSealed } from "../../../static/js/annotations/sealing.js";

const KEY = "0f".repeat(32);
/** @type {any} */
const NOTE = {
  key: "a",
  body: { text: "ý kiến riêng" },
  waiting: 1,
  edited_at: "2026-11-23T07:30:00.000Z",
};

test("what is locked says nothing, and opens with the same key only", async () => {
  const kept = await new Locker(KEY).lock(NOTE);
  assert.deepEqual(Object.keys(kept).sort(), [
    ...["edited_at", "key", "locked", "refusal", "waiting"],
  ]);
  const bytes = new Uint8Array(kept.locked?.words ?? new ArrayBuffer(0));
  assert.equal(new TextDecoder().decode(bytes).includes("riêng"), false);
  assert.deepEqual(await new Locker(KEY).unlock(kept), NOTE);
  assert.equal(await new Locker("1f".repeat(32)).unlock(kept), null);
  assert.equal(await new Locker("").unlock(kept), null);
  // Whether it is still to be sent is known without the key.
  assert.equal(isSealed(kept, Date.parse(NOTE.edited_at)), true);
});

test("no two lockings are alike", async () => {
  const locker = new Locker(KEY);
  const [one, other] = [await locker.lock(NOTE), await locker.lock(NOTE)];
  assert.notDeepEqual(one.locked, other.locked);
});

test("what lies open from before, or where nothing can be locked, is read", async () => {
  assert.deepEqual(await new Locker(KEY).unlock(NOTE), NOTE);
  assert.deepEqual(await new Locker("").lock(NOTE), NOTE);
});
