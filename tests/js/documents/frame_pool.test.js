import assert from "node:assert/strict";
import test from "node:test";
import { PageFramePool } from "../../../static/js/documents/reader/frame_pool.js";
import {
  keysToDrop,
  positionsToPreload,
} from "../../../static/js/documents/reader/page_position.js";

const at = (/** @type {number} */ document, /** @type {number} */ page) => ({
  document,
  page,
});
const forty = () => 40;
const pages = (/** @type {{page: number}[]} */ places) =>
  places.map(({ page }) => page);

test("this page comes first, then its neighbours, forward before back", () => {
  assert.deepEqual(
    pages(positionsToPreload(at(1, 10), at(1, 10), forty)),
    [10, 11, 9, 12, 8],
  );
});

test("who reads alone holds also where the chair is and is about to be", () => {
  assert.deepEqual(positionsToPreload(at(1, 10), at(2, 5), forty).slice(-2), [
    at(2, 5),
    at(2, 6),
  ]);
  assert.deepEqual(
    pages(positionsToPreload(at(1, 10), at(1, 30), forty)),
    [10, 11, 9, 12, 8, 31],
  );
});

test("nothing is wanted before the first page or after the last", () => {
  assert.deepEqual(pages(positionsToPreload(at(1, 1), null, forty)), [1, 2, 3]);
  assert.deepEqual(pages(positionsToPreload(at(1, 40), null, forty)), [40, 39, 38]);
  assert.deepEqual(positionsToPreload(null, null, forty), []);
});

test("the longest unused goes first, and never one that is wanted", () => {
  assert.deepEqual(keysToDrop(["a", "b", "c", "d"], new Set(["a"]), 2), ["b", "c"]);
  assert.deepEqual(keysToDrop(["a", "b"], new Set(), 9), []);
});

/** Pages that become ready on demand. */
function setUp(capacity = 9) {
  /** @type {string[]} */
  const filled = [];
  /** @type {string[]} */
  const gone = [];
  /** @type {Map<string, () => void>} */
  const ready = new Map();
  const pool = new PageFramePool(
    (position) => {
      const name = `${position.document}:${position.page}`;
      /** @type {any} */
      const frame = { position, isReady: false, dispose: () => gone.push(name) };
      frame.ready = new Promise((resolve) => {
        ready.set(name, () => {
          frame.isReady = true;
          resolve(null);
        });
      });
      return frame;
    },
    (frame) => {
      const name = `${frame.position.document}:${frame.position.page}`;
      if (!filled.includes(name)) filled.push(name);
    },
    capacity,
  );
  return { pool, filled, gone, ready };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("the next page is fetched only once the urgent one is there", async () => {
  const { pool, filled, ready } = setUp();
  pool.hold([at(1, 5), at(1, 6)]);
  await settle();
  assert.deepEqual(filled, ["1:5"]);
  ready.get("1:5")?.();
  await settle();
  assert.deepEqual(filled, ["1:5", "1:6"]);
});

test("a newer wish ends the older one", async () => {
  const { pool, filled, ready } = setUp();
  pool.hold([at(1, 5), at(1, 6)]);
  await settle();
  pool.hold([at(1, 20)]);
  ready.get("1:5")?.();
  await settle();
  assert.deepEqual(filled, ["1:5", "1:20"]);
});

test("the pool never holds more than it may", async () => {
  const { pool, gone, ready } = setUp(3);
  for (let page = 1; page <= 6; page += 1) {
    pool.hold([at(1, page), at(1, page + 1)]);
    await settle();
    ready.get(`1:${page}`)?.();
    await settle();
    ready.get(`1:${page + 1}`)?.();
    await settle();
    assert.ok(pool.frames.length <= 3, `${pool.frames.length} held`);
  }
  assert.ok(gone.includes("1:1"));
});

test("a withdrawn paper leaves the pool whole and at once", async () => {
  const { pool, gone } = setUp();
  pool.take(at(1, 1));
  pool.take(at(2, 1));
  pool.take(at(1, 2));
  pool.forget(1);
  assert.deepEqual(gone, ["1:1", "1:2"]);
  assert.equal(pool.find(at(1, 1)), undefined);
  assert.ok(pool.find(at(2, 1)));
});
