import assert from "node:assert/strict";
import test from "node:test";

/** A browser's storage, as far as it is asked here. */
class Kept {
  getItem(/** @type {string} */ key) {
    return /** @type {any} */ (this)[key] ?? null;
  }
  setItem(/** @type {string} */ key, /** @type {string} */ value) {
    /** @type {any} */ (this)[key] = value;
  }
  removeItem(/** @type {string} */ key) {
    delete (/** @type {any} */ (this)[key]);
  }
}
const local = new Kept();
Object.defineProperty(globalThis, "localStorage", { value: local, configurable: true });
const { MemberStorage, forgetHolderData } = await import(
  "../../../static/js/base/member_storage.js"
);

test("values are found again by the same member", () => {
  new MemberStorage(1, 7).write("page/3", 12);
  assert.equal(new MemberStorage(1, 7).read("page/3"), 12);
  assert.equal(new MemberStorage(1, 7).read("page/4"), null);
});

test("values of another member are deleted", () => {
  new MemberStorage(1, 7).write("page/3", 12);
  assert.equal(new MemberStorage(1, 8).read("page/3"), null);
  assert.equal(new MemberStorage(1, 7).read("page/3"), null);
});

test("foreign entries are left alone", () => {
  local.setItem("language", "vi");
  new MemberStorage(2, 8);
  assert.equal(local.getItem("language"), "vi");
});

test("unreadable values count as missing", () => {
  const memory = new MemberStorage(1, 7);
  local.setItem(`${memory.prefix}page/3`, "{broken");
  assert.equal(memory.read("page/3"), null);
});

test("after sign-out everything is deleted and nothing is written", () => {
  const memory = new MemberStorage(1, 7);
  memory.write("page/3", 12);
  forgetHolderData();
  memory.write("page/3", 13);
  assert.deepEqual(
    Object.keys(local).filter((key) => key.startsWith("kiosk/")),
    [],
  );
});
