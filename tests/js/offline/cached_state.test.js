import assert from "node:assert/strict";
import test from "node:test";
import { countCached, cachedState } from "../../../static/js/offline/cached_state.js";
import { CacheStore } from "../../../static/js/offline/cache_store.js";
import { MemoryStorage } from "./cache_storage.js";

const scene = () => new CacheStore(/** @type {any} */ (new MemoryStorage()));
/** @type {any} */
const state = {
  n: 5,
  documents: [
    { id: 1, readable_until: null },
    { id: 2, readable_until: "2020-01-01T00:00:00+07:00" },
  ],
  replaced: [],
};

test("the state is given to its holder alone, without what is over", async () => {
  const cacheStore = scene();
  await cacheStore.renew({ holder: "1.7", contact: Date.now(), seconds: 60 });
  await cacheStore.note("state", state);
  const kept = await cachedState(cacheStore, "1.7");
  assert.deepEqual(
    kept?.documents.map(({ id }) => id),
    [1],
  );
  assert.equal(await cachedState(cacheStore, "1.8"), null);
});

test("after the lease there is no state", async () => {
  const cacheStore = scene();
  await cacheStore.renew({ holder: "1.7", contact: Date.now() - 61_000, seconds: 60 });
  await cacheStore.note("state", state);
  assert.equal(await cachedState(cacheStore, "1.7"), null);
});

test("only papers that are whole are counted", async () => {
  const cacheStore = scene();
  await cacheStore.writeDocumentRecord(1, { until: null, sign: "whole" });
  await cacheStore.writeDocumentRecord(2, { until: null, sign: "" });
  await cacheStore.writeDocumentRecord(3, {
    until: null,
    sign: "all there was",
    isPartial: true,
  });
  assert.deepEqual(await countCached(cacheStore), { whole: 1, partly: 2 });
});

test("wiping deletes everything, and late files are not stored", async () => {
  const cacheStore = scene();
  await cacheStore.renew({ holder: "1.7", contact: 0, seconds: 1 });
  const cache = await cacheStore.writeDocumentRecord(1, { until: null, sign: "" });
  assert.equal(await cacheStore.wipe(), true);
  await cache.put("/m/1/documents/1/images/aa.webp", new Response("late"));
  assert.deepEqual(await cacheStore.papers(), []);
  assert.equal(await cacheStore.lease(), null);
  assert.equal(await cacheStore.wipe(), false);
});

test("a browser without such a store keeps nothing and fails in nothing", async () => {
  const cacheStore = new CacheStore(undefined);
  assert.equal(cacheStore.isThere, false);
  assert.equal(await cacheStore.lease(), null);
  assert.deepEqual(await cacheStore.papers(), []);
  assert.equal(await cacheStore.wipe(), false);
});
