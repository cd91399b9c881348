/**
 * Page lists of documents: sizes, image names, labels, links, outline.
 *
 * @typedef {import("./page_position.js").PagePosition} PagePosition
 * @typedef {{number: number, width: number, height: number,
 *   images: Record<string, string>, words: string, label?: string,
 *   links?: import("./link_hit_test.js").Link[]}} PageInfo `label`: the number printed on it,
 *   where it is another
 * @typedef {{id: number, title: string, page_count: number, pages_ready: number,
 *   state: string, pages_recognised: number, pages: PageInfo[],
 *   outline?: Chapter[]}} PageList
 * @typedef {[depth: number, page: number, title: string]} Chapter of the document's own
 *   table of contents
 * @typedef {{count: number, state: string, recognised: number,
 *   pages: Map<number, PageInfo>,
 *   outline: Chapter[]}} DocumentPages
 */

export class PageIndex {
  /** @type {Map<number, DocumentPages>} */
  #entries = new Map();
  /** @type {Map<number, Promise<void>>} */
  #asking = new Map();

  /** @param {(document: number) => Promise<PageList>} fetchPages */
  constructor(fetchPages) {
    this.fetchPages = fetchPages;
  }

  /**
   * @param {PagePosition} position
   * @returns {PageInfo | undefined}
   */
  page(position) {
    return this.#entries.get(position.document)?.pages.get(position.page);
  }

  /**
   * @param {PagePosition} position
   * @returns {string} the number printed on the page; "": its own, or none
   */
  label(position) {
    return this.page(position)?.label ?? "";
  }

  /**
   * @param {number} document
   * @returns {PageInfo[]} the pages that are ready, in order
   */
  pages(document) {
    return [...(this.#entries.get(document)?.pages.values() ?? [])];
  }

  /**
   * @param {number} document
   * @returns {Chapter[]}
   */
  outline(document) {
    return this.#entries.get(document)?.outline ?? [];
  }

  /** @param {number} document */
  count(document) {
    return this.#entries.get(document)?.count ?? 0;
  }

  /**
   * Ask for a document's pages; calls while one is under way share its answer.
   * @param {number} document
   * @returns {Promise<void>}
   */
  load(document) {
    const asked = this.#asking.get(document);
    if (asked) return asked;
    const asking = this.#fetch(document).finally(() => this.#asking.delete(document));
    this.#asking.set(document, asking);
    return asking;
  }

  /** @param {number} document */
  async #fetch(document) {
    const list = await this.fetchPages(document);
    this.#entries.set(document, {
      count: list.page_count,
      state: list.state,
      outline: list.outline ?? [],
      recognised: list.pages_recognised,
      pages: new Map(list.pages.map((page) => [page.number, page])),
    });
  }

  /**
   * Whether the server has more pages than are known here.
   * @param {{id: number, page_count: number, pages_ready: number}} paper
   */
  isBehind(paper) {
    const entry = this.#entries.get(paper.id);
    if (!entry) return false;
    return entry.pages.size < paper.pages_ready || entry.count !== paper.page_count;
  }

  /**
   * Whether text recognition finished since the pages were loaded.
   * @param {{id: number, recognition: string, pages_recognised: number}} paper
   */
  lacksWords({ id, recognition, pages_recognised }) {
    const entry = this.#entries.get(id);
    const isEnded = recognition === "done" || recognition === "partly";
    return isEnded && !!entry && entry.recognised !== pages_recognised;
  }

  /** @param {number} document */
  forget(document) {
    this.#entries.delete(document);
  }
}
