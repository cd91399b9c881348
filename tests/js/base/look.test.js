import assert from "node:assert/strict";
import test from "node:test";

/** @type {Map<string, string>} */
const kept = new Map();
let isFull = false;
Object.defineProperty(globalThis, "localStorage", {
  configurable: true,
  value: {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => kept.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (isFull) throw new Error("full");
      kept.set(key, value);
    },
  },
});
const { LOOK_KEY, Look, SIZES, readWishes, wish } = await import(
  "../../../static/js/base/look.js"
);
const { forgetHolders } = await import("../../../static/js/base/memory.js");
const PLAIN = readWishes(null);

test("of what was kept only what makes sense is taken", () => {
  for (const bad of [
    null,
    7,
    "dark",
    [],
    { theme: "pink", size: 99, view: 3 },
    { size: -1, easy: "yes", contrast: 1, before: 0 },
    { size: 1.5 },
  ]) {
    assert.deepEqual(readWishes(bad), PLAIN);
  }
  const good = { ...PLAIN, theme: "dark", size: SIZES.length - 1, view: "text" };
  assert.deepEqual(readWishes(good), good);
});

test("the easy mode brings large text and gives back what was before", () => {
  const easy = wish({ ...PLAIN, size: 1 }, { easy: true });
  assert.deepEqual([easy.view, easy.size], ["text", 2]);
  const larger = wish(easy, { size: 4 });
  const plain = wish(larger, { easy: false });
  assert.deepEqual(plain, { ...PLAIN, size: 1 });
});

test("the easy mode never makes large text smaller", () => {
  assert.equal(wish({ ...PLAIN, size: 5 }, { easy: true }).size, 5);
});

test("a wish is kept, told, and known at the next start", () => {
  const look = new Look();
  let told = 0;
  look.addEventListener("changed", () => told++);
  look.set({ theme: "dark", contrast: true });
  assert.equal(told, 1);
  assert.deepEqual(new Look().wishes, look.wishes);
});

test("a full storage costs the wish only at the next start", () => {
  isFull = true;
  const look = new Look();
  look.set({ view: "text" });
  isFull = false;
  assert.equal(look.wishes.view, "text");
  assert.equal(new Look().wishes.view, "page");
});

test("broken words in the storage are a plain look; handing back forgets it", () => {
  kept.set(LOOK_KEY, "{broken");
  assert.deepEqual(new Look().wishes, PLAIN);
  new Look().set({ easy: true });
  forgetHolders();
  assert.deepEqual(new Look().wishes, PLAIN);
});
