/**
 * Answers on the tablet in the server's place: the screen and its files, and the papers
 * that the page has it keep. It keeps nothing by itself, and decides nothing: who may
 * read what, the server says to the page.
 */

import { Vault } from "../vault.js";
import { Papers, partIn } from "./papers.js";
import { Screens } from "./screens.js";
import { Shell } from "./shell.js";

/**
 * @param {{base: string, shell: string[], extras: string[]}} made of what this version's
 *   screens are made; of the extras only what was asked for is kept
 */
export function serve({ base, shell, extras }) {
  // The DOM's types know no service worker.
  const scope = /** @type {any} */ (globalThis);
  const vault = new Vault();
  const files = new Shell(base, shell, extras);
  const screens = new Screens(vault, files);
  const papers = new Papers(vault);

  scope.addEventListener("install", (/** @type {any} */ event) => {
    scope.skipWaiting();
    event.waitUntil(files.fetchAll());
  });
  scope.addEventListener("activate", (/** @type {any} */ event) => {
    const begin = async () => {
      if (await files.dropOthers()) await vault.dropScreens();
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
    const part = search ? null : partIn(pathname);
    if (part && papers.concerns(request)) {
      event.respondWith(papers.answer(event, part));
    }
  });
}
