import assert from "node:assert/strict";
import test from "node:test";
import { countKept, keptState } from "../../../static/js/offline/kept.js";
import { Vault } from "../../../static/js/offline/vault.js";
import { MemoryStorage } from "./cache_storage.js";

const scene = () => new Vault(/** @type {any} */ (new MemoryStorage()));
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
  const vault = scene();
  await vault.renew({ holder: "1.7", contact: Date.now(), seconds: 60 });
  await vault.note("state", state);
  const kept = await keptState(vault, "1.7");
  assert.deepEqual(
    kept?.documents.map(({ id }) => id),
    [1],
  );
  assert.equal(await keptState(vault, "1.8"), null);
});

test("after the lease there is no state", async () => {
  const vault = scene();
  await vault.renew({ holder: "1.7", contact: Date.now() - 61_000, seconds: 60 });
  await vault.note("state", state);
  assert.equal(await keptState(vault, "1.7"), null);
});

test("only papers that are whole are counted", async () => {
  const vault = scene();
  await vault.notePaper(1, { until: null, sign: "whole" });
  await vault.notePaper(2, { until: null, sign: "" });
  await vault.notePaper(3, { until: null, sign: "all there was", isPartial: true });
  assert.deepEqual(await countKept(vault), { whole: 1, partly: 2 });
});

test("nothing is left of anybody, and a late part has no place to go", async () => {
  const vault = scene();
  await vault.renew({ holder: "1.7", contact: 0, seconds: 1 });
  const cache = await vault.notePaper(1, { until: null, sign: "" });
  assert.equal(await vault.wipe(), true);
  await cache.put("/m/1/documents/1/images/aa.webp", new Response("late"));
  assert.deepEqual(await vault.papers(), []);
  assert.equal(await vault.lease(), null);
  assert.equal(await vault.wipe(), false);
});

test("a browser without such a store keeps nothing and fails in nothing", async () => {
  const vault = new Vault(undefined);
  assert.equal(vault.isThere, false);
  assert.equal(await vault.lease(), null);
  assert.deepEqual(await vault.papers(), []);
  assert.equal(await vault.wipe(), false);
});
