/**
 * The one or two visible pages and their overlays: selectable words and search
 * highlights. Dispatches `laid` for further overlays.
 */

import { SearchHighlight } from "./search_highlight.js";
import { TextLayer } from "./text_layer.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */

export class VisiblePages {
  /**
   * @param {HTMLElement} element hears `laid`
   * @param {import("./frame_pool.js").PageFramePool<PageFrame>} pool
   * @param {import("./page_loader.js").PageLoader} pageLoader
   * @param {import("./page_frame.js").PageSourceFiles["words"]} fetchWords
   */
  constructor(element, pool, pageLoader, fetchWords) {
    this.element = element;
    this.pool = pool;
    this.pageLoader = pageLoader;
    this.textLayer = new TextLayer(fetchWords);
    this.searchHighlight = new SearchHighlight(fetchWords);
  }

  /** @returns {PageFrame[]} the leading page first */
  get frames() {
    const { frames } = this.pool;
    return ["current", "beside"].flatMap((slot) =>
      frames.filter((frame) => frame.slot === slot),
    );
  }

  /**
   * Bring a frame its page; one beside the page in front comes after that was painted.
   * @param {PageFrame} frame
   */
  async fill(frame) {
    if (frame.isReady) return;
    this.pageLoader.fill(frame);
    await frame.ready;
    if (frame.isReady && frame.slot === "beside") this.lay();
  }

  /** Lay over the pages in front what belongs there, and over no other. */
  lay() {
    const { frames } = this;
    this.textLayer.turnTo(frames);
    this.searchHighlight.turnTo(frames);
    this.element.dispatchEvent(new CustomEvent("laid"));
  }
}
