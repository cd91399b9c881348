/** The files a screen is made of: all of one version, or none. */

const SHELL = "kiosk-shell-";
/** Written when all are there. */
const WHOLE = "whole";
const AT_ONCE = 6;

/**
 * @param {string} base the address of a version's files
 * @param {CacheStorage} [storage]
 * @returns {Promise<boolean>} whether this device keeps all of them
 */
export async function isShellWhole(base, storage = globalThis.caches) {
  if (!(await storage.has(SHELL + base))) return false;
  const cache = await storage.open(SHELL + base);
  return (await cache.match(base + WHOLE)) !== undefined;
}

export class Shell {
  /**
   * @param {string} base
   * @param {string[]} paths
   * @param {string[]} [extras] kept when they are first asked for
   * @param {CacheStorage} [storage]
   */
  constructor(base, paths, extras = [], storage = globalThis.caches) {
    this.base = base;
    this.paths = new Set(paths);
    this.extras = new Set(extras);
    this.storage = storage;
  }

  /** @param {string} path */
  has(path) {
    return this.paths.has(path) || this.extras.has(path);
  }

  /** Fetch what is not there yet; the browser itself has most of it. */
  async fetchAll() {
    const cache = await this.storage.open(SHELL + this.base);
    const had = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
    const missing = [...this.paths].filter((path) => !had.has(path));
    const fetchNext = async () => {
      for (let path = missing.pop(); path; path = missing.pop()) await cache.add(path);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
    await cache.put(this.base + WHOLE, new Response());
  }

  /** @param {Request} request */
  async answer(request) {
    const cache = await this.storage.open(SHELL + this.base);
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    const answer = await fetch(request);
    const { pathname } = new URL(request.url);
    if (answer.ok && this.extras.has(pathname))
      await cache.put(pathname, answer.clone());
    return answer;
  }

  /** @returns {Promise<Response>} what stands in for a screen that cannot be had */
  async standIn() {
    const cache = await this.storage.open(SHELL + this.base);
    const kept = await cache.match(`${this.base}away.html`, { ignoreVary: true });
    if (!kept) return Response.error();
    // Its style stands in the page itself, which the server's own policy forbids.
    const policy = "default-src 'none'; style-src 'unsafe-inline'";
    return new Response(await kept.blob(), {
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
  async dropOthers() {
    const names = (await this.storage.keys()).filter(
      (name) => name.startsWith(SHELL) && name !== SHELL + this.base,
    );
    await Promise.all(names.map((name) => this.storage.delete(name)));
    return names.length > 0;
  }
}
