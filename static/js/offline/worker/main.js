/**
 * Service worker: answers with cached screens, files and documents. It stores only what
 * the page requests, and makes no access decisions.
 */

import { CacheStore } from "../cache_store.js";
import { DocumentCache, parsePath } from "./document_cache.js";
import { ScreenCache } from "./screen_cache.js";
import { Precache } from "./precache.js";

/**
 * Start the worker. The script that the server makes (`kiosk/offline/routes.py`) calls it.
 * @param {{base: string, shell: string[], extras: string[]}} files of this version:
 *   `shell` is cached at once, `extras` when requested
 */
export function serve({ base, shell, extras }) {
  // The DOM types have no service worker.
  const scope = /** @type {any} */ (globalThis);
  const cacheStore = new CacheStore();
  const files = new Precache(base, shell, extras);
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
