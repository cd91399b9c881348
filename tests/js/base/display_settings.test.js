import assert from "node:assert/strict";
import test from "node:test";

/** @type {Map<string, string>} */
const stored = new Map();
let isFull = false;
Object.defineProperty(globalThis, "localStorage", {
  configurable: true,
  value: {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => stored.delete(key),
    setItem(/** @type {string} */ key, /** @type {string} */ value) {
      if (isFull) throw new Error("full");
      stored.set(key, value);
    },
  },
});
const { DISPLAY_KEY, DisplaySettings, SIZES, parseSettings, withSetting } =
  await import("../../../static/js/base/display_settings.js");
const { forgetHolderData } = await import("../../../static/js/base/member_storage.js");
const DEFAULTS = parseSettings(null);

test("invalid stored settings become defaults", () => {
  for (const bad of [
    null,
    7,
    "dark",
    [],
    { theme: "pink", size: 99, view: 3 },
    { size: -1, easy: "yes", contrast: 1, before: 0 },
    { size: 1.5 },
  ]) {
    assert.deepEqual(parseSettings(bad), DEFAULTS);
  }
  const good = { ...DEFAULTS, theme: "dark", size: SIZES.length - 1, view: "text" };
  assert.deepEqual(parseSettings(good), good);
});

test("the easy mode sets large text and restores the previous settings", () => {
  const easy = withSetting({ ...DEFAULTS, size: 1 }, { easy: true });
  assert.deepEqual([easy.view, easy.size], ["text", 2]);
  const larger = withSetting(easy, { size: 4 });
  const plain = withSetting(larger, { easy: false });
  assert.deepEqual(plain, { ...DEFAULTS, size: 1 });
});

test("the easy mode never makes large text smaller", () => {
  assert.equal(withSetting({ ...DEFAULTS, size: 5 }, { easy: true }).size, 5);
});

test("a setting is stored, dispatched, and loaded at the next start", () => {
  const look = new DisplaySettings();
  let changes = 0;
  look.addEventListener("changed", () => changes++);
  look.set({ theme: "dark", contrast: true });
  assert.equal(changes, 1);
  assert.deepEqual(new DisplaySettings().settings, look.settings);
});

test("with a full storage a setting lasts until the next start", () => {
  isFull = true;
  const look = new DisplaySettings();
  look.set({ view: "text" });
  isFull = false;
  assert.equal(look.settings.view, "text");
  assert.equal(new DisplaySettings().settings.view, "page");
});

test("invalid storage gives the defaults; device return deletes it", () => {
  stored.set(DISPLAY_KEY, "{broken");
  assert.deepEqual(new DisplaySettings().settings, DEFAULTS);
  new DisplaySettings().set({ easy: true });
  forgetHolderData();
  assert.deepEqual(new DisplaySettings().settings, DEFAULTS);
});
