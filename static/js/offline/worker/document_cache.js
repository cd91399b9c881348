/**
 * Lists, images and words of documents. For a cached document this is the only copy:
 * the browser's HTTP cache is bypassed, so that a recall deletes everything.
 */

import { isLapsed, isPast } from "../lease.js";

/** @typedef {import("../cache_store.js").CacheStore} CacheStore */
/** @typedef {{paper: number, path: string, sha: string}} CachedFile sha: none, for the list */

const PATH =
  /^\/m\/\d+\/documents\/(\d+)\/(?:pages|(?:images|words)\/([0-9a-f]{64})\.(?:webp|json))$/;
/** Request header: store only; the answer has no body. */
export const KEEP_HEADER = "Kiosk-Keep";
/** The page overwrites what the browser's own store has. */
const OVERWRITE_HEADER = "Kiosk-Forget";
/** Status codes of the worker's answer. */
export const KEPT = 204;
export const CHECKSUM_MISMATCH = 409;
export const STORAGE_FULL = 507;
/** Timeout for a fresh page list, in milliseconds; then the cached one is used. */
const SERVER_TIMEOUT_MS = 2500;

/**
 * @param {string} path
 * @returns {CachedFile | null}
 */
export function parsePath(path) {
  const found = PATH.exec(path);
  return found && { paper: Number(found[1]), path, sha: found[2] ?? "" };
}

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Tell whether an answer is the same for ever, and not made for one reader.
 * @param {Response} answer
 */
function isImmutable({ ok, headers }) {
  return ok && /\bimmutable\b/.test(headers.get("Cache-Control") ?? "");
}

export class DocumentCache {
  /** @param {CacheStore} cacheStore */
  constructor(cacheStore) {
    this.cacheStore = cacheStore;
  }

  /** @param {Request} request */
  concerns(request) {
    return !request.headers.has(OVERWRITE_HEADER);
  }

  /**
   * @param {{request: Request, waitUntil: (work: Promise<unknown>) => void}} event
   * @param {CachedFile} part
   * @returns {Promise<Response>}
   */
  async answer(event, part) {
    const cache = await this.#open(part.paper);
    if (!cache) return fetch(event.request);
    if (event.request.headers.has(KEEP_HEADER)) return this.#keep(cache, part);
    if (!part.sha) return this.#list(event.request, cache, part.path);
    const kept = await cache.match(part.path, { ignoreVary: true });
    if (kept) return kept;
    const answer = await fetch(new Request(event.request, { cache: "no-store" }));
    // The page does not wait for its copy.
    if (isImmutable(answer)) event.waitUntil(this.#verify(cache, part, answer.clone()));
    return answer;
  }

  /**
   * @param {number} paper
   * @returns {Promise<Cache | null>} null: not stored, or expired
   */
  async #open(paper) {
    const cache = await this.cacheStore.paper(paper);
    if (!cache) return null;
    const [lease, note] = await Promise.all([
      this.cacheStore.lease(),
      this.cacheStore.documentRecord(cache),
    ]);
    const now = Date.now();
    return isLapsed(lease, now) || isPast(note?.until, now) ? null : cache;
  }

  /**
   * Store an answer if its hash matches.
   * @param {Cache} cache
   * @param {CachedFile} part
   * @param {Response} answer
   * @returns {Promise<number>} KEPT, SPOILED or FULL
   */
  async #verify(cache, { path, sha }, answer) {
    const bytes = await answer.arrayBuffer();
    if (sha && (await hashOf(bytes)) !== sha) return CHECKSUM_MISMATCH;
    try {
      const type = answer.headers.get("Content-Type") ?? "";
      await cache.put(path, new Response(bytes, { headers: { "Content-Type": type } }));
    } catch {
      return STORAGE_FULL;
    }
    return KEPT;
  }

  /**
   * @param {Cache} cache
   * @param {CachedFile} part
   */
  async #keep(cache, part) {
    if (part.sha && (await cache.match(part.path, { ignoreVary: true }))) {
      return new Response(null, { status: KEPT });
    }
    const headers = { Accept: part.sha ? "*/*" : "application/json" };
    /** @type {any} */
    const options = { headers, cache: "no-store", priority: "low" };
    const answer = await fetch(part.path, options);
    if (part.sha ? !isImmutable(answer) : !answer.ok) return answer;
    return new Response(null, { status: await this.#verify(cache, part, answer) });
  }

  /**
   * A page list may have changed: ask the server, with a timeout.
   * @param {Request} request
   * @param {Cache} cache
   * @param {string} path
   */
  async #list(request, cache, path) {
    const asked = fetch(new Request(request, { cache: "no-store" }));
    const kept = await cache.match(path, { ignoreVary: true });
    if (!kept) return asked;
    const timeout = new Promise((resolve) =>
      setTimeout(resolve, SERVER_TIMEOUT_MS, null),
    );
    const answer = await Promise.race([asked.catch(() => null), timeout]);
    return answer && answer.status < 500 ? answer : kept;
  }
}
