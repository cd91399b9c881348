import assert from "node:assert/strict";
import test from "node:test";
import { NoteCipher } from "../../../static/js/annotations/note_cipher.js";
import { isRetained } from "../../../static/js/annotations/unsent_retention.js";

const KEY = "0f".repeat(32);
/** @type {any} */
const NOTE = {
  key: "a",
  body: { text: "ý kiến riêng" },
  waiting: 1,
  edited_at: "2026-11-23T07:30:00.000Z",
};

test("encrypted notes are unreadable without the same key", async () => {
  const kept = await new NoteCipher(KEY).encrypt(NOTE);
  assert.deepEqual(Object.keys(kept).sort(), [
    ...["edited_at", "key", "locked", "refusal", "waiting"],
  ]);
  const bytes = new Uint8Array(kept.locked?.words ?? new ArrayBuffer(0));
  assert.equal(new TextDecoder().decode(bytes).includes("riêng"), false);
  assert.deepEqual(await new NoteCipher(KEY).decrypt(kept), NOTE);
  assert.equal(await new NoteCipher("1f".repeat(32)).decrypt(kept), null);
  assert.equal(await new NoteCipher("").decrypt(kept), null);
  // Whether it is still to be sent is known without the key.
  assert.equal(isRetained(kept, Date.parse(NOTE.edited_at)), true);
});

test("each encryption uses a new IV", async () => {
  const locker = new NoteCipher(KEY);
  const [one, other] = [await locker.encrypt(NOTE), await locker.encrypt(NOTE)];
  assert.notDeepEqual(one.locked, other.locked);
});

test("unencrypted notes are read", async () => {
  assert.deepEqual(await new NoteCipher(KEY).decrypt(NOTE), NOTE);
  assert.deepEqual(await new NoteCipher("").encrypt(NOTE), NOTE);
});
