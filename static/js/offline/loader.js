/**
 * Preload the meeting's documents in batches that the server schedules. Files already
 * present are skipped; the worker verifies each file's hash.
 */

import * as addresses from "../base/addresses.js";
import { ApiError } from "../base/api.js";

/** @typedef {import("./cache_store.js").CacheStore} CacheStore */
/** @typedef {[sha: string, bytes: number]} FileEntry */
/**
 * @typedef {{id: number, readable_until: string | null, bytes: number,
 *   page_count: number,
 *   pages: {number: number, images: FileEntry[], words: FileEntry | null}[]}} OfflineDocument
 * @typedef {{lease_seconds: number, batch_bytes: number, bytes: number,
 *   papers: OfflineDocument[]}} Manifest
 * @typedef {{path: string, bytes: number}} FileToFetch
 * @typedef {object} OfflineApi
 * @property {(bytes: number) => Promise<{wait: number, granted: boolean}>} turn
 * @property {(path: string) => Promise<number>} keep asks the worker to store an
 *   address; the status it answers with
 * @property {(ms: number) => Promise<unknown>} pause
 */

const KEPT = 204;
const CHECKSUM_MISMATCH = 409;
const STORAGE_FULL = 507;
const PARALLEL_REQUESTS = 3;

/** This device has no room for more. */
export class StorageFullError extends Error {}

/**
 * Whether pages of a document were still being rendered when the list was made.
 * @param {Pick<OfflineDocument, "pages" | "page_count">} paper
 */
export function isPartial({ pages, page_count: count }) {
  return pages.length < count;
}

/**
 * @param {number} meetingId
 * @param {number} id
 * @param {FileEntry} words
 * @returns {FileToFetch}
 */
function wordsPiece(meetingId, id, [sha, bytes]) {
  return { path: addresses.documentsReadingWords(meetingId, id, sha), bytes };
}

/**
 * List all files of a document.
 * @param {number} meetingId
 * @param {Pick<OfflineDocument, "id" | "pages">} paper
 * @returns {FileToFetch[]}
 */
export function filesOf(meetingId, { id, pages }) {
  const files = pages.flatMap(({ images, words }) => [
    ...images.map(([sha, bytes]) => ({
      path: addresses.documentsReadingImage(meetingId, id, sha),
      bytes,
    })),
    ...(words ? [wordsPiece(meetingId, id, words)] : []),
  ]);
  // Two pages that look the same are one file.
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/**
 * Part what is to be fetched into turns.
 * @param {FileToFetch[]} files
 * @param {number} most bytes of a turn
 * @returns {FileToFetch[][]}
 */
export function batchesOf(files, most) {
  /** @type {FileToFetch[][]} */
  const turns = [];
  let size = Infinity;
  for (const file of files) {
    if (size + file.bytes > most) {
      turns.push([]);
      size = 0;
    }
    turns.at(-1)?.push(file);
    size += file.bytes;
  }
  return turns;
}

export class Loader {
  /**
   * @param {CacheStore} cacheStore
   * @param {OfflineApi} server
   * @param {number} meetingId
   */
  constructor(cacheStore, server, meetingId) {
    this.cacheStore = cacheStore;
    this.server = server;
    this.meetingId = meetingId;
  }

  /**
   * Whether a document is stored as listed.
   * @param {OfflineDocument} paper
   */
  async isLoaded(paper) {
    const cache = await this.cacheStore.paper(paper.id);
    const note = cache && (await this.cacheStore.documentRecord(cache));
    return note?.sign === JSON.stringify(paper);
  }

  /**
   * Fetch missing files of a document, and delete files that are no longer part of it.
   * @param {OfflineDocument} paper
   * @param {number} most bytes of a turn
   * @param {() => boolean} isWanted asked again and again; false ends it
   * @returns {Promise<boolean>} whether the document is complete
   * @throws {StorageFullError} where the device has no room
   * @throws {ApiError} where the server refuses or does not answer
   */
  async load(paper, most, isWanted) {
    const list = addresses.documentsReadingPages(this.meetingId, paper.id);
    const until = paper.readable_until;
    const cache = await this.cacheStore.writeDocumentRecord(paper.id, {
      until,
      sign: "",
    });
    await this.#keep(list);
    const files = filesOf(this.meetingId, paper);
    const wanted = new Set([
      /** @type {string} */ (list),
      ...files.map(({ path }) => path),
    ]);
    const had = new Set(await this.cacheStore.paths(cache));
    for (const path of had) {
      if (!wanted.has(path)) await cache.delete(path, { ignoreVary: true });
    }
    const missing = files.filter(({ path }) => !had.has(path));
    for (const turn of batchesOf(missing, most)) {
      if (!(await this.#fetch(turn, isWanted))) return false;
    }
    if (!isWanted()) return false;
    const sign = JSON.stringify(paper);
    await this.cacheStore.writeDocumentRecord(paper.id, {
      until,
      sign,
      isPartial: isPartial(paper),
    });
    return true;
  }

  /**
   * @param {FileToFetch[]} files of one turn
   * @param {() => boolean} isWanted
   */
  async #fetch(files, isWanted) {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    for (let isGranted = false; !isGranted; ) {
      const turn = await this.server.turn(bytes);
      isGranted = turn.granted;
      await this.server.pause(turn.wait * 1000);
      if (!isWanted()) return false;
    }
    const left = [...files];
    const next = async () => {
      for (let file = left.shift(); file && isWanted(); file = left.shift()) {
        await this.#keep(file.path);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, next));
    return isWanted();
  }

  /** @param {string} path */
  async #keep(path) {
    let status = await this.server.keep(path);
    // It came otherwise than it left: once more.
    if (status === CHECKSUM_MISMATCH) status = await this.server.keep(path);
    if (status === STORAGE_FULL) throw new StorageFullError();
    if (status !== KEPT) throw new ApiError(status, "not_kept", "");
  }
}
