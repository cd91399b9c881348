/** Static files of a screen, all of one version. */

const CACHE_PREFIX = "kiosk-shell-";
/** Written when all are there. */
const COMPLETE_MARK = "whole";
const PARALLEL_REQUESTS = 6;

/**
 * @param {string} base the address of a version's files
 * @param {CacheStorage} [storage]
 * @returns {Promise<boolean>} whether this device keeps all of them
 */
export async function isPrecacheComplete(base, storage = globalThis.caches) {
  if (!(await storage.has(CACHE_PREFIX + base))) return false;
  const cache = await storage.open(CACHE_PREFIX + base);
  return (await cache.match(base + COMPLETE_MARK)) !== undefined;
}

export class Precache {
  /**
   * @param {string} base
   * @param {string[]} paths
   * @param {string[]} [optionalFiles] cached when first requested
   * @param {CacheStorage} [storage]
   */
  constructor(base, paths, optionalFiles = [], storage = globalThis.caches) {
    this.base = base;
    this.paths = new Set(paths);
    this.optionalFiles = new Set(optionalFiles);
    this.storage = storage;
  }

  /** @param {string} path */
  has(path) {
    return this.paths.has(path) || this.optionalFiles.has(path);
  }

  /** Fetch what is not there yet; the browser itself has most of it. */
  async fetchAll() {
    const cache = await this.storage.open(CACHE_PREFIX + this.base);
    const had = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
    const missing = [...this.paths].filter((path) => !had.has(path));
    const fetchNext = async () => {
      for (let path = missing.pop(); path; path = missing.pop()) await cache.add(path);
    };
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, fetchNext));
    await cache.put(this.base + COMPLETE_MARK, new Response());
  }

  /** @param {Request} request */
  async answer(request) {
    const cache = await this.storage.open(CACHE_PREFIX + this.base);
    const cached = await cache.match(request, { ignoreVary: true });
    if (cached) return cached;
    const answer = await fetch(request);
    const { pathname } = new URL(request.url);
    if (answer.ok && this.optionalFiles.has(pathname))
      await cache.put(pathname, answer.clone());
    return answer;
  }

  /** @returns {Promise<Response>} fallback for a screen that is not available */
  async fallbackPage() {
    const cache = await this.storage.open(CACHE_PREFIX + this.base);
    const cached = await cache.match(`${this.base}away.html`, { ignoreVary: true });
    if (!cached) return Response.error();
    // The fallback page has inline styles, which the server's policy forbids.
    const policy = "default-src 'none'; style-src 'unsafe-inline'";
    return new Response(await cached.blob(), {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
      },
    });
  }

  /**
   * Forget the files of other versions.
   * @returns {Promise<boolean>} whether there were any
   */
  async deleteOtherVersions() {
    const names = (await this.storage.keys()).filter(
      (name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_PREFIX + this.base,
    );
    await Promise.all(names.map((name) => this.storage.delete(name)));
    return names.length > 0;
  }
}
