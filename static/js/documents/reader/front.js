/**
 * The pages in front, one or two side by side, and what is laid over them: the words one
 * can select and the marks; who lays more is told by `laid`.
 */

import { Marker } from "./marker.js";
import { Speller } from "./speller.js";

/** @typedef {import("./frame.js").Frame} Frame */

export class Front {
  /**
   * @param {HTMLElement} element hears `laid`
   * @param {import("./frame_pool.js").FramePool<Frame>} pool
   * @param {import("./feeder.js").Feeder} feeder
   * @param {import("./frame.js").Source["words"]} fetchWords
   */
  constructor(element, pool, feeder, fetchWords) {
    this.element = element;
    this.pool = pool;
    this.feeder = feeder;
    this.speller = new Speller(fetchWords);
    this.marker = new Marker(fetchWords);
  }

  /** @returns {Frame[]} the leading page first */
  get frames() {
    const { frames } = this.pool;
    return ["current", "beside"].flatMap((slot) =>
      frames.filter((frame) => frame.slot === slot),
    );
  }

  /**
   * Bring a frame its page; one beside the page in front comes after that was painted.
   * @param {Frame} frame
   */
  async fill(frame) {
    if (frame.isReady) return;
    this.feeder.fill(frame);
    await frame.ready;
    if (frame.isReady && frame.slot === "beside") this.lay();
  }

  /** Lay over the pages in front what belongs there, and over no other. */
  lay() {
    const { frames } = this;
    this.speller.turnTo(frames);
    this.marker.turnTo(frames);
    this.element.dispatchEvent(new CustomEvent("laid"));
  }
}
