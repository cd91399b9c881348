/** Show one page of one document and preload its neighbours. */

import { PageLoader } from "./page_loader.js";
import { PageFrame } from "./page_frame.js";
import { PageFramePool } from "./frame_pool.js";
import { VisiblePages } from "./visible_pages.js";
import { fetchOcrText } from "./ocr_text_updates.js";
import { PageIndex } from "./page_index.js";
import { Pairing, pageAfter } from "./pairing.js";
import { afterPaint } from "./after_paint.js";
import { isSame, positionsToPreload } from "./page_position.js";
import { Stage } from "./stage.js";

/** @typedef {import("./page_position.js").PagePosition} PagePosition */
/** @typedef {import("../../live/messages.js").MeetingDocument} MeetingDocument */
/**
 * @typedef {object} Options
 * @property {import("./page_index.js").PageIndex["fetchPages"]} fetchPages
 * @property {import("./page_frame.js").PageSourceFiles} source
 * @property {(step: number) => void} step turn by a gesture
 * @property {import("./stage.js").StageOwner["turnStartPosition"]} turnStartPosition
 * @property {boolean} isInteractive
 * @property {(document: number) => void} forgotten a document is no longer readable
 */

export class Reader {
  /** @type {PagePosition | null} */
  position = null;
  /** What the chair shows. @type {PagePosition | null} */
  live = null;
  /** @type {Map<number, MeetingDocument>} */
  #papers = new Map();
  /** The number of the fact that brought this page. */
  #number = 0;

  /**
   * @param {HTMLElement} element holds `.reader-stage`
   * @param {Options} options
   */
  constructor(element, options) {
    this.element = element;
    this.options = options;
    this.pageIndex = new PageIndex(options.fetchPages);
    /** @type {PageFramePool<PageFrame>} */
    this.pool = new PageFramePool(
      (position) => this.#make(position),
      (frame) => this.visiblePages.fill(frame),
    );
    const stage = element.querySelector(".reader-stage");
    if (!(stage instanceof HTMLElement)) throw new Error("no stage");
    const has = (/** @type {number} */ step) => this.has(step);
    const owner = { ...options, has, changed: () => this.#refit() };
    this.stage = new Stage(stage, owner, options.isInteractive);
    this.pairing = new Pairing(this.stage);
    stage.addEventListener("zoomed", () => this.relay());
    this.pageLoader = new PageLoader(this.pageIndex, this.stage);
    const { words } = options.source;
    this.visiblePages = new VisiblePages(element, this.pool, this.pageLoader, words);
  }

  /** @param {number} document */
  count(document) {
    return this.#papers.get(document)?.page_count || this.pageIndex.count(document);
  }

  /** @param {number} step */
  has(step) {
    return this.position !== null && this.pageAfter(this.position, step) !== null;
  }

  /** @type {(position: PagePosition, step: number) => number | null} where a turn leads */
  pageAfter = ({ document, page }, step) => {
    const stride = this.pairing.stride(this.element.dataset.mode === "leading");
    return pageAfter(page, step, stride, this.count(document));
  };

  /**
   * Show a page, at once where it is held; null: nothing.
   * @param {PagePosition | null} position
   * @param {number} number of the fact that brought it
   */
  show(position, number) {
    this.#number = number;
    if (isSame(position, this.position)) return;
    this.position = position;
    this.pool.giveUp(position);
    const frame = position && this.pool.take(position);
    for (const each of this.pool.frames) this.#assign(each);
    this.stage.show(frame);
    Object.assign(this.element.dataset, position ?? { document: "", page: "" });
    if (frame) this.#announce(frame);
  }

  /**
   * Tell the page when the new sheet has been painted.
   * @param {PageFrame} frame
   */
  async #announce(frame) {
    if (!frame.isReady) await frame.ready;
    const at = await afterPaint();
    if (!isSame(frame.position, this.position)) return;
    if (frame.isReady) {
      const detail = { ...frame.position, n: this.#number, at };
      performance.mark("page-painted", { detail });
      document.dispatchEvent(new CustomEvent("page-painted", { detail }));
    }
    // A zoom carried over from the last page needs the larger image here too.
    this.pageLoader.sharpen(frame);
    this.hold();
    this.visiblePages.lay();
  }

  /** Fetch and decode what may be wanted next. */
  hold() {
    const count = (/** @type {number} */ document) => this.count(document);
    this.#dropSharper();
    this.pool.hold(positionsToPreload(this.position, this.live, count));
  }

  /** Give back the memory of zoomed pages that were left. */
  #dropSharper() {
    for (const frame of this.pool.frames) {
      if (isSame(frame.position, this.position)) continue;
      if (frame.isSharper(this.stage.zoomView.pixels(frame)))
        this.pool.drop(frame.position);
    }
  }

  /**
   * @param {PagePosition} position
   * @returns {PageFrame}
   */
  #make(position) {
    const frame = new PageFrame(position, this.options.source, () => this.retry());
    this.#assign(frame);
    this.stage.add(frame);
    return frame;
  }

  /** @param {PageFrame} frame */
  #assign(frame) {
    const isNear = frame.position.document === this.position?.document;
    const step = isNear ? frame.position.page - (this.position?.page ?? 0) : NaN;
    const { slot, half } = this.pairing.stand(step);
    frame.stand(slot);
    frame.half = half;
    frame.fit(this.stage.size);
  }

  /** Try again whatever is not there yet. */
  retry() {
    for (const frame of this.pool.frames) {
      if (frame.isReady) continue;
      this.visiblePages.fill(frame);
      if (isSame(frame.position, this.position)) this.#announce(frame);
    }
  }

  /** Lay out all frames again, for one page or two. */
  relay() {
    for (const each of this.pool.frames) this.#assign(each);
    this.visiblePages.lay();
  }

  #refit() {
    if (this.pairing) this.relay();
    for (const frame of this.pool.frames) {
      if (isSame(frame.position, this.position)) this.pageLoader?.sharpen(frame);
    }
  }

  /**
   * Take the meeting's documents: drop removed ones, reload those that
   * have more pages than before.
   * @param {MeetingDocument[]} papers
   */
  setPapers(papers) {
    const next = new Map(papers.map((paper) => [paper.id, paper]));
    for (const id of this.#papers.keys()) {
      if (!next.has(id)) this.forget(id);
    }
    this.#papers = next;
    if (this.pool.frames.some((frame) => this.#mayFill(frame))) this.retry();
    fetchOcrText(this, papers);
  }

  /** @param {PageFrame} frame */
  #mayFill(frame) {
    const paper = this.#papers.get(frame.position.document);
    return !frame.info && paper !== undefined && this.pageIndex.isBehind(paper);
  }

  /** @param {number} document */
  forget(document) {
    this.pool.forget(document);
    this.pageIndex.forget(document);
    this.options.forgotten(document);
  }
}
