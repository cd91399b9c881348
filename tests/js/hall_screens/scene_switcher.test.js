/** The swap: nothing is shown before it is ready, and never two scenes or none. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SceneSwitcher } from "../../../static/js/hall_screens/scene_switcher.js";

const view = /** @type {any} */ ({});

function makeSwitcher() {
  const layers = [0, 1].map(() => ({
    /** @type {any} */ dataset: {},
    /** @type {any[]} */ children: [],
    /** @param {any[]} children */
    replaceChildren(...children) {
      this.children = children;
    },
  }));
  /** @type {Map<any, {resolve: () => void, reject: (error: Error) => void}>} */
  const decoding = new Map();
  /** @type {string[]} */
  const shown = [];
  /** @type {string[]} */
  const failed = [];
  const switcher = new SceneSwitcher(
    /** @type {any} */ (layers),
    (key) => shown.push(key),
    (key) => failed.push(key),
    (element) =>
      new Promise((resolve, reject) => {
        decoding.set(element, { resolve: () => resolve(null), reject });
      }),
    () => {},
  );
  const front = () =>
    layers.filter(({ dataset }) => "front" in dataset).flatMap((l) => l.children);
  return { switcher, decoding, shown, failed, front };
}

/** @param {string} name */
function scene(name) {
  const updates = /** @type {any[]} */ ([]);
  const element = /** @type {any} */ (name);
  return { element, updates, update: (/** @type {any} */ seen) => updates.push(seen) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("a scene is shown once its pictures are decoded, the one before until then", async () => {
  const { switcher, decoding, shown, front } = makeSwitcher();
  switcher.show("a", () => scene("a"), view);
  assert.deepEqual([shown, front()], [[], []]);
  decoding.get("a")?.resolve();
  await settled();
  assert.deepEqual([shown, front()], [["a"], ["a"]]);
  switcher.show("b", () => scene("b"), view);
  await settled();
  assert.deepEqual(front(), ["a"]);
  decoding.get("b")?.resolve();
  await settled();
  assert.deepEqual([shown, front()], [["a", "b"], ["b"]]);
});

test("what is no longer wanted when it is ready is not shown", async () => {
  const { switcher, decoding, shown, front } = makeSwitcher();
  switcher.show("slow", () => scene("slow"), view);
  switcher.show("quick", () => scene("quick"), view);
  decoding.get("quick")?.resolve();
  decoding.get("slow")?.resolve();
  await settled();
  assert.deepEqual([shown, front()], [["quick"], ["quick"]]);
});

test("the same scene is updated, not drawn anew", async () => {
  const { switcher, decoding, shown } = makeSwitcher();
  const drawn = scene("a");
  let draws = 0;
  const draw = () => {
    draws += 1;
    return drawn;
  };
  switcher.show("a", draw, view);
  decoding.get("a")?.resolve();
  await settled();
  switcher.show("a", draw, view);
  assert.deepEqual([draws, drawn.updates.length, shown], [1, 2, ["a"]]);
});

test("the page, which has no scene, comes at once and hides both layers", async () => {
  const { switcher, decoding, shown, front } = makeSwitcher();
  switcher.show("a", () => scene("a"), view);
  decoding.get("a")?.resolve();
  await settled();
  switcher.show("page", () => null, view);
  await settled();
  assert.deepEqual([shown, front()], [["a", "page"], []]);
});

test("a picture that cannot be decoded leaves what is there", async () => {
  const { switcher, decoding, shown, failed, front } = makeSwitcher();
  switcher.show("a", () => scene("a"), view);
  decoding.get("a")?.resolve();
  await settled();
  switcher.show("broken", () => scene("broken"), view);
  decoding.get("broken")?.reject(new Error("no picture"));
  await settled();
  assert.deepEqual([failed, shown, front()], [["broken"], ["a"], ["a"]]);
  switcher.show(
    "worse",
    () => {
      throw new Error("no scene");
    },
    view,
  );
  await settled();
  assert.deepEqual([failed, front()], [["broken", "worse"], ["a"]]);
});
