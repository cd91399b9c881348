/** Cache Storage in memory, as far as the vault uses it. */

const key = (/** @type {any} */ request) =>
  new URL(request.url ?? request, "http://tablet").href;

class MemoryCache {
  /** @type {Map<string, Response>} */
  entries = new Map();

  async match(/** @type {any} */ request) {
    return this.entries.get(key(request))?.clone();
  }

  async put(/** @type {any} */ request, /** @type {Response} */ response) {
    this.entries.set(key(request), response);
  }

  async delete(/** @type {any} */ request) {
    return this.entries.delete(key(request));
  }

  async keys() {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
}

export class MemoryStorage {
  /** @type {Map<string, MemoryCache>} */
  caches = new Map();

  async has(/** @type {string} */ name) {
    return this.caches.has(name);
  }

  async open(/** @type {string} */ name) {
    const cache = this.caches.get(name) ?? new MemoryCache();
    this.caches.set(name, cache);
    return cache;
  }

  async delete(/** @type {string} */ name) {
    return this.caches.delete(name);
  }

  async keys() {
    return [...this.caches.keys()];
  }
}
