/** Words of the documents on this device, read once and searched in memory. */

import * as addresses from "../base/addresses.js";
import { pageMeetingId } from "../base/page_context.js";
import {
  RESULTS_PER_PAGE,
  matchPage,
  rankHits,
  parseQuery,
} from "../search/offline_search.js";

/** @typedef {import("../live/messages.js").Snapshot} Snapshot */
/** @typedef {import("../search/search_session.js").SearchResults} SearchResults */
/** @typedef {import("../search/offline_search.js").SearchablePage} SearchablePage */
/** @typedef {import("./cache_store.js").CacheStore} CacheStore */

/** Yield to user input after so many pages. */
const PAGES_PER_TASK = 25;

export class TextIndex {
  /** The text of words, by their SHA-256. @type {Map<string, string>} */
  #texts = new Map();

  /**
   * @param {CacheStore} cacheStore
   * @param {() => Snapshot | null} state
   */
  constructor(cacheStore, state) {
    this.cacheStore = cacheStore;
    this.state = state;
  }

  /**
   * Find what the server would, in what is here.
   * @param {string} words
   * @param {number} after so many hits were seen
   * @returns {Promise<SearchResults>}
   */
  async find(words, after) {
    const terms = parseQuery(words);
    const found = [];
    const papers = new Set();
    let count = 0;
    for await (const sheet of this.#pagesOfAll()) {
      papers.add(sheet.document);
      const hit = terms.length ? matchPage(terms, sheet) : null;
      if (hit) found.push(hit);
      if (++count % PAGES_PER_TASK === 0)
        await new Promise((resolve) => setTimeout(resolve));
    }
    const hits = rankHits(found);
    const last = after + RESULTS_PER_PAGE;
    return {
      hits: hits.slice(after, last),
      more: hits.length > last,
      kept: papers.size,
    };
  }

  /** @returns {AsyncGenerator<SearchablePage>} */
  async *#pagesOfAll() {
    const state = this.state();
    if (!state) return;
    const numbers = new Map(state.items.map(({ id, number }) => [id, number]));
    const seen = new Set();
    const kept = new Set(await this.cacheStore.papers());
    for (const { id, title, item_id: item } of state.documents) {
      if (!kept.has(id)) continue;
      const item_number = numbers.get(item ?? 0) ?? "";
      const sheet = { document: id, title, item, item_number };
      yield { ...sheet, page: 0, text: "" };
      for await (const [page, sha, text] of this.#pages(id)) {
        seen.add(sha);
        yield { ...sheet, page, text };
      }
    }
    this.#keepOnly(seen);
  }

  /** @param {Set<string>} seen what was taken back is not remembered either */
  #keepOnly(seen) {
    for (const sha of this.#texts.keys()) {
      if (!seen.has(sha)) this.#texts.delete(sha);
    }
  }

  /**
   * @param {number} id
   * @returns {AsyncGenerator<[page: number, sha: string, text: string]>}
   */
  async *#pages(id) {
    const cache = await this.cacheStore.paper(id);
    const meeting = pageMeetingId();
    const pages = addresses.documentsReadingPages(meeting, id);
    const list = await cache?.match(pages, { ignoreVary: true });
    if (!cache || !list) return;
    for (const { number, words } of (await list.json()).pages) {
      if (!words) continue;
      const path = addresses.documentsReadingWords(meeting, id, words);
      const text = this.#texts.get(words) ?? (await textOf(cache, path));
      this.#texts.set(words, text);
      yield [number, words, text];
    }
  }
}

/**
 * @param {Cache} cache
 * @param {string} path
 */
async function textOf(cache, path) {
  const kept = await cache.match(path, { ignoreVary: true });
  if (!kept) return "";
  /** @type {import("../documents/reader/word_spans.js").Word[]} */
  const words = await kept.json();
  return words.map(([, , , , text]) => text).join(" ");
}
