import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../../static/js/base/api.js";
import { countCached, isComplete } from "../../../static/js/offline/cached_state.js";
import {
  StorageFullError,
  isPartial,
  Loader,
  filesOf,
  batchesOf,
} from "../../../static/js/offline/loader.js";
import { CacheStore } from "../../../static/js/offline/cache_store.js";
import { MemoryStorage } from "./cache_storage.js";

/** @returns {any} */
const paper = (more = {}) => ({
  id: 4,
  readable_until: null,
  bytes: 30,
  page_count: 2,
  pages: [
    {
      number: 1,
      images: [
        ["aa", 10],
        ["bb", 5],
      ],
      words: ["cc", 2],
    },
    { number: 2, images: [["dd", 10]], words: null },
  ],
  ...more,
});
const BASE = "/m/1/documents/4";

function scene() {
  const cacheStore = new CacheStore(/** @type {any} */ (new MemoryStorage()));
  /** @type {string[]} */
  const asked = [];
  /** @type {any} */
  const server = {
    turn: async () => ({ wait: 0, granted: true }),
    keep: async (/** @type {string} */ path) => {
      asked.push(path);
      const cache = await cacheStore.paper(4);
      await cache?.put(path, new Response("x"));
      return 204;
    },
    pause: async () => {},
  };
  return { cacheStore, asked, server, loader: new Loader(cacheStore, server, 1) };
}
const always = () => true;

test("a paper consists of its pictures and words, each once", () => {
  const twice = paper();
  twice.pages[1].images.push(["aa", 10]);
  assert.deepEqual(
    filesOf(1, twice).map(({ path }) => path),
    [
      `${BASE}/images/aa.webp`,
      `${BASE}/images/bb.webp`,
      `${BASE}/words/cc.json`,
      `${BASE}/images/dd.webp`,
    ],
  );
});

test("no turn takes more than was asked for, unless one file alone does", () => {
  const files = [4, 4, 4, 20, 1].map((bytes, n) => ({ path: `${n}`, bytes }));
  assert.deepEqual(
    batchesOf(files, 10).map((turn) => turn.map(({ bytes }) => bytes)),
    [[4, 4], [4], [20], [1]],
  );
});

test("what is there is not loaded again; a whole paper is known as such", async () => {
  const { loader, asked } = scene();
  assert.equal(await loader.isLoaded(paper()), false);
  assert.equal(await loader.load(paper(), 100, always), true);
  assert.equal(await loader.isLoaded(paper()), true);
  assert.equal(asked.length, 5);
  asked.length = 0;
  const more = paper();
  more.pages.push({ number: 3, images: [["ee", 10]], words: null });
  assert.equal(await loader.isLoaded(more), false);
  await loader.load(more, 100, always);
  assert.deepEqual(asked, [`${BASE}/pages`, `${BASE}/images/ee.webp`]);
});

test("a paper whose pages are still being drawn is not whole until all have come", async () => {
  const { cacheStore, loader } = scene();
  const notes = async () => {
    const cache = await cacheStore.paper(4);
    return cache && (await cacheStore.documentRecord(cache));
  };
  const growing = paper({ page_count: 3 });
  assert.equal(isPartial(growing), true);
  await loader.load(growing, 100, always);
  // All is here that there is: it is not asked for again, and not said to be whole.
  assert.equal(await loader.isLoaded(growing), true);
  assert.deepEqual(await countCached(cacheStore), { whole: 0, partly: 1 });
  assert.equal(isComplete(await notes()), false);
  const grown = paper({ page_count: 3 });
  grown.pages.push({ number: 3, images: [["ee", 10]], words: null });
  assert.equal(await loader.isLoaded(grown), false);
  await loader.load(grown, 100, always);
  assert.deepEqual(await countCached(cacheStore), { whole: 1, partly: 0 });
  assert.equal(isComplete(await notes()), true);
});

test("what is no part of the paper any more is let go", async () => {
  const { cacheStore, loader } = scene();
  await loader.load(paper(), 100, always);
  const less = paper();
  less.pages.pop();
  await loader.load(less, 100, always);
  const cache = await cacheStore.paper(4);
  assert.ok(cache);
  assert.equal(
    (await cacheStore.paths(cache)).includes(`${BASE}/images/dd.webp`),
    false,
  );
});

test("without a granted turn it asks again and loads nothing", async () => {
  const { loader, server, asked } = scene();
  const answers = [
    { wait: 120, granted: false },
    { wait: 3, granted: true },
  ];
  /** @type {number[]} */
  const waits = [];
  server.turn = async () => answers.shift();
  server.pause = async (/** @type {number} */ ms) => {
    waits.push(ms);
    assert.deepEqual(asked, [`${BASE}/pages`]);
  };
  await loader.load(paper(), 100, always);
  assert.deepEqual(waits, [120_000, 3000]);
});

test("loading stops when the document is withdrawn", async () => {
  const { cacheStore, loader, server } = scene();
  let left = 2;
  const keep = server.keep;
  server.keep = (/** @type {string} */ path) => {
    left -= 1;
    return keep(path);
  };
  assert.equal(await loader.load(paper(), 1, () => left > 0), false);
  const cache = await cacheStore.paper(4);
  assert.equal(cache && (await cacheStore.documentRecord(cache))?.sign, "");
});

test("a corrupt file is requested once more, then loading fails", async () => {
  const { loader, server } = scene();
  let tries = 0;
  server.keep = async (/** @type {string} */ path) => {
    if (!path.endsWith("aa.webp")) return 204;
    tries += 1;
    return 409;
  };
  await assert.rejects(loader.load(paper(), 100, always), ApiError);
  assert.equal(tries, 2);
});

test("a full storage differs from a refusal", async () => {
  const { loader, server } = scene();
  server.keep = async () => 507;
  await assert.rejects(loader.load(paper(), 100, always), StorageFullError);
});
