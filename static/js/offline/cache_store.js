/**
 * Offline data in Cache Storage: one cache for the meeting (screen, last state, lease)
 * and one per document, of one meeting and one holder at a time. Used by the page and
 * the service worker.
 */

/** @typedef {import("./lease.js").Lease} Lease */
/**
 * @typedef {{until: string | null, sign: string, isPartial?: boolean}} DocumentRecord until when a paper may be
 *   read; which list it is loaded by, nothing while it is not; whether that list lacks
 *   pages that were still being drawn
 */

const ROOM_CACHE = "kiosk-room";
const DOCUMENT_CACHE_PREFIX = "kiosk-paper-";
/** Path of records; no address of the server begins with it. */
// eslint-disable-next-line no-restricted-syntax -- never asked of the server
const RECORD_PATH = "/kept/";
/** Responses are matched by address only, whatever the request's headers. */
const IGNORE_VARY = { ignoreVary: true };

/**
 * @param {Cache} cache
 * @param {string} name
 * @returns {Promise<any>} null if not stored
 */
async function read(cache, name) {
  const stored = await cache.match(RECORD_PATH + name, IGNORE_VARY);
  return stored ? stored.json() : null;
}

/**
 * @param {Cache} cache
 * @param {string} name
 * @param {unknown} value
 */
function write(cache, name, value) {
  return cache.put(RECORD_PATH + name, Response.json(value));
}

export class CacheStore {
  /** @param {CacheStorage | undefined} [storage] none outside a secure context */
  constructor(storage = globalThis.caches) {
    this.storage = /** @type {CacheStorage} */ (storage);
    this.isThere = storage !== undefined;
  }

  /** @returns {Promise<Cache | null>} null: this device keeps no room */
  async #room() {
    if (!this.isThere || !(await this.storage.has(ROOM_CACHE))) return null;
    return this.storage.open(ROOM_CACHE);
  }

  /** @returns {Promise<Lease | null>} */
  async lease() {
    const room = await this.#room();
    return room && read(room, "lease");
  }

  /**
   * Begin to keep for a holder, or go on: the server has answered just now.
   * @param {Lease} lease
   */
  async renew(lease) {
    await write(await this.storage.open(ROOM_CACHE), "lease", lease);
  }

  /**
   * @param {string} name
   * @returns {Promise<any>} null if not stored
   */
  async record(name) {
    const room = await this.#room();
    return room && read(room, name);
  }

  /**
   * Write a record of the meeting, if its cache exists.
   * @param {string} name
   * @param {unknown} value
   */
  async note(name, value) {
    await this.#change((room) => write(room, name, value));
  }

  /**
   * Change the meeting's cache, if it exists. Opening a cache that is being deleted
   * creates it again: without a lease it belongs to nobody and is deleted.
   * @param {(room: Cache) => Promise<unknown>} change
   */
  async #change(change) {
    const room = await this.#room();
    if (!room) return;
    await change(room);
    if (!(await read(room, "lease"))) await this.storage.delete(ROOM_CACHE);
  }

  /**
   * @param {string} path
   * @returns {Promise<Response | undefined>}
   */
  async screen(path) {
    return (await this.#room())?.match(path, IGNORE_VARY);
  }

  /** @returns {Promise<string | null>} path of the cached screen, null if there is none */
  async screenPath() {
    const keys = (await (await this.#room())?.keys()) ?? [];
    const paths = keys.map(({ url }) => new URL(url).pathname);
    return paths.find((path) => !path.startsWith(RECORD_PATH)) ?? null;
  }

  /**
   * @param {string} path
   * @param {Response} answer
   */
  async keepScreen(path, answer) {
    await this.#change((room) => room.put(path, answer));
  }

  /** Forget the screens: the files they are made of have changed. */
  async dropScreens() {
    const room = await this.#room();
    for (const { url } of (await room?.keys()) ?? []) {
      if (!new URL(url).pathname.startsWith(RECORD_PATH))
        await room?.delete(url, IGNORE_VARY);
    }
  }

  /** @returns {Promise<number[]>} the documents of which anything is stored */
  async papers() {
    if (!this.isThere) return [];
    const names = await this.storage.keys();
    return names
      .filter((name) => name.startsWith(DOCUMENT_CACHE_PREFIX))
      .map((name) => Number(name.slice(DOCUMENT_CACHE_PREFIX.length)));
  }

  /**
   * Return a document's cache. Entries added after the document was dropped are deleted
   * with it.
   * @param {number} id
   * @returns {Promise<Cache | null>} null: the document is not to be stored
   */
  async paper(id) {
    if (!this.isThere || !(await this.storage.has(DOCUMENT_CACHE_PREFIX + id)))
      return null;
    return this.storage.open(DOCUMENT_CACHE_PREFIX + id);
  }

  /**
   * Write a document's record; from now on the document is stored.
   * @param {number} id
   * @param {DocumentRecord} note
   * @returns {Promise<Cache>}
   */
  async writeDocumentRecord(id, note) {
    const cache = await this.storage.open(DOCUMENT_CACHE_PREFIX + id);
    await write(cache, "note", note);
    return cache;
  }

  /**
   * @param {Cache} cache of a paper
   * @returns {Promise<DocumentRecord | null>}
   */
  documentRecord(cache) {
    return read(cache, "note");
  }

  /**
   * @param {Cache} cache of a paper
   * @returns {Promise<string[]>} the stored paths
   */
  async paths(cache) {
    const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
    return paths.filter((path) => !path.startsWith(RECORD_PATH));
  }

  /** @param {number} id */
  async drop(id) {
    if (this.isThere) await this.storage.delete(DOCUMENT_CACHE_PREFIX + id);
  }

  /**
   * Delete everything.
   * @returns {Promise<boolean>} whether there was anything
   */
  async wipe() {
    if (!this.isThere) return false;
    const names = await this.storage.keys();
    const ours = names.filter(
      (name) => name === ROOM_CACHE || name.startsWith(DOCUMENT_CACHE_PREFIX),
    );
    await Promise.all(ours.map((name) => this.storage.delete(name)));
    return ours.length > 0;
  }
}
