/** Pool of decoded pages: loaded by priority one after another, evicted by age. */

import { isSame, keyOf, keysToDrop } from "./page_position.js";

/** @typedef {import("./page_position.js").PagePosition} PagePosition */
/**
 * What the pool needs of a page.
 * @typedef {{position: PagePosition, isReady: boolean, ready: Promise<void>,
 *   stop: () => void, dispose: () => void}} PooledFrame
 */

/** One slow page must not keep the others from being fetched. */
const READY_TIMEOUT_MS = 2500;

/** @template {PooledFrame} F */
export class PageFramePool {
  /** In the order of last use. @type {Map<string, F>} */
  #frames = new Map();
  #round = 0;

  /**
   * @param {(position: PagePosition) => F} make
   * @param {(frame: F) => void} fill starts fetching
   * @param {number} [capacity]
   */
  constructor(make, fill, capacity = 9) {
    this.make = make;
    this.fill = fill;
    this.capacity = capacity;
  }

  /** @returns {F[]} */
  get frames() {
    return [...this.#frames.values()];
  }

  /**
   * @param {PagePosition} position
   * @returns {F | undefined}
   */
  find(position) {
    return this.#frames.get(keyOf(position));
  }

  /**
   * Return the page's frame, made and being filled if it was not held.
   * @param {PagePosition} position
   * @returns {F}
   */
  take(position) {
    const key = keyOf(position);
    const frame = this.#frames.get(key) ?? this.make(position);
    this.#frames.delete(key);
    this.#frames.set(key, frame);
    this.fill(frame);
    return frame;
  }

  /**
   * Stop fetching whatever is not there yet, but for the page that is wanted now: on a
   * thin line it would come after all that were turned past.
   * @param {PagePosition | null} position
   */
  giveUp(position) {
    this.#round += 1;
    for (const frame of this.#frames.values()) {
      if (!position || !isSame(frame.position, position)) frame.stop();
    }
  }

  /**
   * Hold these pages, the most urgent first; a newer call ends an older one.
   * @param {PagePosition[]} positions
   */
  async hold(positions) {
    const round = ++this.#round;
    this.#drop(positions);
    for (const position of positions) {
      const frame = this.take(position);
      if (frame.isReady) continue;
      await Promise.race([
        frame.ready,
        new Promise((resolve) => setTimeout(resolve, READY_TIMEOUT_MS)),
      ]);
      if (round !== this.#round) return;
    }
  }

  /** @param {PagePosition[]} positions */
  #drop(positions) {
    const wanted = new Set(positions.map(keyOf));
    const room =
      this.capacity - positions.filter((position) => !this.find(position)).length;
    const held = [...this.#frames.keys()];
    for (const key of keysToDrop(held, wanted, room)) this.#remove(key);
  }

  /** @param {PagePosition} position */
  drop(position) {
    this.#remove(keyOf(position));
  }

  /** @param {string} key */
  #remove(key) {
    this.#frames.get(key)?.dispose();
    this.#frames.delete(key);
  }

  /**
   * Let go of every page of a document, at once.
   * @param {number} document
   */
  forget(document) {
    for (const [key, frame] of this.#frames) {
      if (frame.position.document === document) this.#remove(key);
    }
  }
}
