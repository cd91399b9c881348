/** Load page data and images into frames, and show failures. */

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./page_index.js").PageIndex} PageIndex */
/** @typedef {import("./stage.js").Stage} Stage */

export class PageLoader {
  /**
   * @param {PageIndex} pageIndex
   * @param {Stage} stage
   */
  constructor(pageIndex, stage) {
    this.pageIndex = pageIndex;
    this.stage = stage;
  }

  /** @param {PageFrame} frame */
  fill(frame) {
    if (frame.info && frame.isReady) return;
    const info = this.pageIndex.page(frame.position);
    if (info) this.#give(frame, info);
    else frame.ready = this.#ask(frame);
  }

  /** @param {PageFrame} frame */
  sharpen(frame) {
    if (frame.info) frame.fill(frame.info, this.stage.zoomView.pixels(frame));
  }

  /**
   * @param {PageFrame} frame
   * @param {import("./page_index.js").PageInfo} info
   */
  #give(frame, info) {
    if (!frame.info) {
      frame.info = info;
      frame.fit(this.stage.size);
    }
    this.sharpen(frame);
  }

  /** @param {PageFrame} frame */
  async #ask(frame) {
    try {
      await this.pageIndex.load(frame.position.document);
    } catch {
      return frame.fail();
    }
    const info = this.pageIndex.page(frame.position);
    if (!info) return frame.wait();
    this.#give(frame, info);
    await frame.ready;
  }
}
