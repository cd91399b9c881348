import assert from "node:assert/strict";
import test from "node:test";
import { CacheStore } from "../../../static/js/offline/cache_store.js";
import { MemoryStorage } from "./cache_storage.js";

/** Is emptied by somebody between the question whether a cache is there and its opening. */
class RacingStorage extends MemoryStorage {
  isRacing = false;

  /** @override */
  async has(/** @type {string} */ name) {
    const found = await super.has(name);
    if (this.isRacing) this.caches.clear();
    return found;
  }
}

for (const [
  what,
  change,
] of /** @type {[string, (cacheStore: CacheStore) => unknown][]} */ ([
  ["a record", (cacheStore) => cacheStore.note("state", { n: 5 })],
  ["a screen", (cacheStore) => cacheStore.keepScreen("/m/1/tablet", new Response("…"))],
])) {
  test(`${what} that comes while the device is wiped does not stay`, async () => {
    const storage = new RacingStorage();
    const cacheStore = new CacheStore(/** @type {any} */ (storage));
    await cacheStore.renew({ holder: "1.7", contact: Date.now(), seconds: 60 });
    storage.isRacing = true;
    await change(cacheStore);
    assert.deepEqual(await storage.keys(), []);
  });

  test(`${what} is kept beside a lease`, async () => {
    const storage = new RacingStorage();
    const cacheStore = new CacheStore(/** @type {any} */ (storage));
    await cacheStore.renew({ holder: "1.7", contact: Date.now(), seconds: 60 });
    await change(cacheStore);
    assert.equal((await storage.keys()).length, 1);
  });
}
