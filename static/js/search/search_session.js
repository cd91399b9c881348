/**
 * State of one search: query, results, errors. Draws nothing.
 *
 * @typedef {[string, boolean]} TextPart a stretch of text, and whether it was looked for
 * @typedef {object} SearchHit
 * @property {number} document
 * @property {TextPart[]} title
 * @property {number | null} item
 * @property {string} item_number
 * @property {number} page
 * @property {boolean} is_exact
 * @property {boolean} is_title
 * @property {TextPart[]} parts
 * @property {string[][]} words wordings to mark on the page
 * @typedef {{hits: SearchHit[], more: boolean, kept?: number}} SearchResults `kept`: the server did not
 *   answer; so many documents on this device were searched
 * @typedef {"idle" | "busy" | "found" | "none" | "failed"} Kind
 */

export class SearchSession {
  /** @type {Kind} */
  kind = "idle";
  words = "";
  /** @type {SearchHit[]} */
  hits = [];
  more = false;
  /** Number of documents searched on this device; 0: the server answered. */
  kept = 0;
  /** Why there is no answer. @type {unknown} */
  error = null;
  #requests = 0;

  /**
   * @param {(words: string, after: number) => Promise<SearchResults>} ask
   * @param {() => void} changed
   */
  constructor(ask, changed) {
    this.ask = ask;
    this.changed = changed;
  }

  /**
   * Look for other words; what was found before stays until the answer comes.
   * @param {string} words
   */
  async search(words) {
    this.words = words;
    if (!words.trim()) return this.#settle("idle", { hits: [], more: false });
    await this.#fetch(0);
  }

  /** Fetch the next hits. */
  async next() {
    if (this.more && this.kind === "found") await this.#fetch(this.hits.length);
  }

  /** Ask once more after a failure. */
  async retry() {
    await this.#fetch(0);
  }

  /** @param {number} after */
  async #fetch(after) {
    const request = ++this.#requests;
    this.kind = "busy";
    this.changed();
    try {
      const { hits, more, kept } = await this.ask(this.words, after);
      // Only the answer to the newest query counts.
      if (request !== this.#requests) return;
      const all = after ? [...this.hits, ...hits] : hits;
      this.#settle(all.length ? "found" : "none", { hits: all, more, kept });
    } catch (error) {
      if (request !== this.#requests) return;
      this.error = error;
      this.#settle("failed", { hits: [], more: false });
    }
  }

  /**
   * @param {Kind} kind
   * @param {SearchResults} found
   */
  #settle(kind, { hits, more, kept = 0 }) {
    this.#requests++;
    this.kind = kind;
    this.hits = hits;
    this.more = more;
    this.kept = kept;
    this.changed();
  }

  /**
   * Remove hits in documents that are no longer readable.
   * @param {Set<number>} documents that are
   */
  restrictTo(documents) {
    const hits = this.hits.filter((hit) => documents.has(hit.document));
    if (hits.length === this.hits.length) return;
    this.hits = hits;
    if (this.kind === "found" && !hits.length) this.kind = "none";
    this.changed();
  }

  /** @returns {Map<number, SearchHit[]>} the hits of each document, the best document first */
  get byDocument() {
    /** @type {Map<number, SearchHit[]>} */
    const groups = new Map();
    for (const hit of this.hits) {
      groups.set(hit.document, [...(groups.get(hit.document) ?? []), hit]);
    }
    return groups;
  }

  /** @returns {Map<string, string[][]>} what to mark, by document and page */
  get marks() {
    return new Map(
      this.hits
        .filter((hit) => !hit.is_title)
        .map((hit) => [`${hit.document}:${hit.page}`, hit.words]),
    );
  }
}
