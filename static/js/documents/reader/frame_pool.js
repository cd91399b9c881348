/** The pages held decoded: made by urgency, one after another, and let go by age. */

import { isSame, keyOf, keysToDrop } from "./places.js";

/** @typedef {import("./places.js").Place} Place */
/**
 * What the pool needs of a page.
 * @typedef {{place: Place, isReady: boolean, ready: Promise<void>,
 *   stop: () => void, dispose: () => void}} Held
 */

/** One slow page must not keep the others from being fetched. */
const PATIENCE_MS = 2500;

/** @template {Held} F */
export class FramePool {
  /** In the order of last use. @type {Map<string, F>} */
  #frames = new Map();
  #round = 0;

  /**
   * @param {(place: Place) => F} make
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
   * @param {Place} place
   * @returns {F | undefined}
   */
  find(place) {
    return this.#frames.get(keyOf(place));
  }

  /**
   * Return the page's frame, made and being filled if it was not held.
   * @param {Place} place
   * @returns {F}
   */
  take(place) {
    const key = keyOf(place);
    const frame = this.#frames.get(key) ?? this.make(place);
    this.#frames.delete(key);
    this.#frames.set(key, frame);
    this.fill(frame);
    return frame;
  }

  /**
   * Stop fetching whatever is not there yet, but for the page that is wanted now: on a
   * thin line it would come after all that were turned past.
   * @param {Place | null} place
   */
  giveUp(place) {
    this.#round += 1;
    for (const frame of this.#frames.values()) {
      if (!place || !isSame(frame.place, place)) frame.stop();
    }
  }

  /**
   * Hold these pages, the most urgent first; a newer call ends an older one.
   * @param {Place[]} places
   */
  async hold(places) {
    const round = ++this.#round;
    this.#drop(places);
    for (const place of places) {
      const frame = this.take(place);
      if (frame.isReady) continue;
      await Promise.race([
        frame.ready,
        new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
      ]);
      if (round !== this.#round) return;
    }
  }

  /** @param {Place[]} places */
  #drop(places) {
    const wanted = new Set(places.map(keyOf));
    const room = this.capacity - places.filter((place) => !this.find(place)).length;
    const held = [...this.#frames.keys()];
    for (const key of keysToDrop(held, wanted, room)) this.#remove(key);
  }

  /** @param {Place} place */
  drop(place) {
    this.#remove(keyOf(place));
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
      if (frame.place.document === document) this.#remove(key);
    }
  }
}
