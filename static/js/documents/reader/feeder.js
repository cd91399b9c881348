/** Brings each frame its page's data and image; says why when it cannot. */

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./page_book.js").PageBook} PageBook */
/** @typedef {import("./stage.js").Stage} Stage */

export class Feeder {
  /**
   * @param {PageBook} book
   * @param {Stage} stage
   */
  constructor(book, stage) {
    this.book = book;
    this.stage = stage;
  }

  /** @param {Frame} frame */
  fill(frame) {
    if (frame.info && frame.isReady) return;
    const info = this.book.page(frame.place);
    if (info) this.#give(frame, info);
    else frame.ready = this.#ask(frame);
  }

  /** @param {Frame} frame */
  sharpen(frame) {
    if (frame.info) frame.fill(frame.info, this.stage.lens.pixels(frame));
  }

  /**
   * @param {Frame} frame
   * @param {import("./page_book.js").PageInfo} info
   */
  #give(frame, info) {
    if (!frame.info) {
      frame.info = info;
      frame.fit(this.stage.size);
    }
    this.sharpen(frame);
  }

  /** @param {Frame} frame */
  async #ask(frame) {
    try {
      await this.book.load(frame.place.document);
    } catch {
      return frame.fail();
    }
    const info = this.book.page(frame.place);
    if (!info) return frame.wait();
    this.#give(frame, info);
    await frame.ready;
  }
}
