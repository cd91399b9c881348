/**
 * Service worker: answers with cached screens, files and documents. It stores only what
 * the page requests, and makes no access decisions.
 */

import { CacheStore } from "../cache_store.js";
import { DocumentCache, parsePath } from "./document_cache.js";
import { ScreenCache } from "./screen_cache.js";
import { Precache } from "./precache.js";

/**
 * @param {{base: string, precacheFiles: string[], optionalFiles: string[]}} made of what this version's
 *   screens are made; of the extras only what was asked for is kept
 */
export function startWorker({ base, precacheFiles, optionalFiles }) {
  // The DOM's types know no service worker.
  const scope = /** @type {any} */ (globalThis);
  const cacheStore = new CacheStore();
  const files = new Precache(base, precacheFiles, optionalFiles);
  const screens = new ScreenCache(cacheStore, files);
  const papers = new DocumentCache(cacheStore);

  scope.addEventListener("install", (/** @type {any} */ event) => {
    scope.skipWaiting();
    event.waitUntil(files.fetchAll());
  });
  scope.addEventListener("activate", (/** @type {any} */ event) => {
    const begin = async () => {
      if (await files.deleteOtherVersions()) await cacheStore.dropScreens();
      await scope.clients.claim();
    };
    event.waitUntil(begin());
  });
  scope.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (request.method !== "GET" || origin !== scope.location.origin) return;
    if (files.has(pathname)) return event.respondWith(files.answer(request));
    if (request.mode === "navigate") return event.respondWith(screens.answer(request));
    const part = search ? null : parsePath(pathname);
    if (part && papers.concerns(request)) {
      event.respondWith(papers.answer(event, part));
    }
  });
}
