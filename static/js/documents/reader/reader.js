/** Shows one page of one document, large, and holds its neighbours ready. */

import { Feeder } from "./feeder.js";
import { Frame } from "./frame.js";
import { FramePool } from "./frame_pool.js";
import { Front } from "./front.js";
import { fetchLateWords } from "./late_words.js";
import { PageBook } from "./page_book.js";
import { Pairing, pageAfter } from "./pairing.js";
import { afterPaint } from "./painted.js";
import { isSame, placesToHold } from "./places.js";
import { Stage } from "./stage.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("../../live/messages.js").Paper} Paper */
/**
 * @typedef {object} Options
 * @property {import("./page_book.js").PageBook["fetchPages"]} fetchPages
 * @property {import("./frame.js").Source} source
 * @property {(step: number) => void} step the finger turned
 * @property {import("./stage.js").Owner["turnsFrom"]} turnsFrom
 * @property {boolean} isTouchable
 * @property {(document: number) => void} forgotten a paper is no longer ours to read
 */

export class Reader {
  /** @type {Place | null} */
  place = null;
  /** What the chair shows. @type {Place | null} */
  live = null;
  /** @type {Map<number, Paper>} */
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
    this.book = new PageBook(options.fetchPages);
    /** @type {FramePool<Frame>} */
    this.pool = new FramePool(
      (place) => this.#make(place),
      (frame) => this.front.fill(frame),
    );
    const stage = element.querySelector(".reader-stage");
    if (!(stage instanceof HTMLElement)) throw new Error("no stage");
    const has = (/** @type {number} */ step) => this.has(step);
    const owner = { ...options, has, changed: () => this.#refit() };
    this.stage = new Stage(stage, owner, options.isTouchable);
    this.pairing = new Pairing(this.stage);
    stage.addEventListener("zoomed", () => this.relay());
    this.feeder = new Feeder(this.book, this.stage);
    const { words } = options.source;
    this.front = new Front(element, this.pool, this.feeder, words);
  }

  /** @param {number} document */
  count(document) {
    return this.#papers.get(document)?.page_count || this.book.count(document);
  }

  /** @param {number} step */
  has(step) {
    return this.place !== null && this.pageAfter(this.place, step) !== null;
  }

  /** @type {(place: Place, step: number) => number | null} where a turn leads */
  pageAfter = ({ document, page }, step) => {
    const stride = this.pairing.stride(this.element.dataset.mode === "leading");
    return pageAfter(page, step, stride, this.count(document));
  };

  /**
   * Show a page, at once where it is held; null: nothing.
   * @param {Place | null} place
   * @param {number} number of the fact that brought it
   */
  show(place, number) {
    this.#number = number;
    if (isSame(place, this.place)) return;
    this.place = place;
    this.pool.giveUp(place);
    const frame = place && this.pool.take(place);
    for (const each of this.pool.frames) this.#assign(each);
    this.stage.show(frame);
    Object.assign(this.element.dataset, place ?? { document: "", page: "" });
    if (frame) this.#announce(frame);
  }

  /**
   * Tell the page when the new sheet has been painted.
   * @param {Frame} frame
   */
  async #announce(frame) {
    if (!frame.isReady) await frame.ready;
    const at = await afterPaint();
    if (!isSame(frame.place, this.place)) return;
    if (frame.isReady) {
      const detail = { ...frame.place, n: this.#number, at };
      performance.mark("page-painted", { detail });
      document.dispatchEvent(new CustomEvent("page-painted", { detail }));
    }
    // A zoom carried over from the last page needs the larger image here too.
    this.feeder.sharpen(frame);
    this.hold();
    this.front.lay();
  }

  /** Fetch and decode what may be wanted next. */
  hold() {
    const count = (/** @type {number} */ document) => this.count(document);
    this.#dropSharper();
    this.pool.hold(placesToHold(this.place, this.live, count));
  }

  /** Give back the memory of zoomed pages that were left. */
  #dropSharper() {
    for (const frame of this.pool.frames) {
      if (isSame(frame.place, this.place)) continue;
      if (frame.isSharper(this.stage.lens.pixels(frame))) this.pool.drop(frame.place);
    }
  }

  /**
   * @param {Place} place
   * @returns {Frame}
   */
  #make(place) {
    const frame = new Frame(place, this.options.source, () => this.retry());
    this.#assign(frame);
    this.stage.add(frame);
    return frame;
  }

  /** @param {Frame} frame */
  #assign(frame) {
    const isNear = frame.place.document === this.place?.document;
    const step = isNear ? frame.place.page - (this.place?.page ?? 0) : NaN;
    const { slot, half } = this.pairing.stand(step);
    frame.stand(slot);
    frame.half = half;
    frame.fit(this.stage.size);
  }

  /** Try again whatever is not there yet. */
  retry() {
    for (const frame of this.pool.frames) {
      if (frame.isReady) continue;
      this.front.fill(frame);
      if (isSame(frame.place, this.place)) this.#announce(frame);
    }
  }

  /** One page or two: lay out all anew. */
  relay() {
    for (const each of this.pool.frames) this.#assign(each);
    this.front.lay();
  }

  #refit() {
    if (this.pairing) this.relay();
    for (const frame of this.pool.frames) {
      if (isSame(frame.place, this.place)) this.feeder?.sharpen(frame);
    }
  }

  /**
   * Take the meeting's papers: forget those that are gone, look again at those that
   * have more pages than before.
   * @param {Paper[]} papers
   */
  setPapers(papers) {
    const next = new Map(papers.map((paper) => [paper.id, paper]));
    for (const id of this.#papers.keys()) {
      if (!next.has(id)) this.forget(id);
    }
    this.#papers = next;
    if (this.pool.frames.some((frame) => this.#mayFill(frame))) this.retry();
    fetchLateWords(this, papers);
  }

  /** @param {Frame} frame */
  #mayFill(frame) {
    const paper = this.#papers.get(frame.place.document);
    return !frame.info && paper !== undefined && this.book.isBehind(paper);
  }

  /** @param {number} document */
  forget(document) {
    this.pool.forget(document);
    this.book.forget(document);
    this.options.forgotten(document);
  }
}
