/** Image of a page; the smallest one first on a slow network. */

import { fetchImage } from "./image_fetch.js";

/** A picture that takes longer is shown by its smallest one until then. */
const SLOW_MS = 700;

/** @typedef {"shown" | "failed" | "stopped"} LoadResult */
/**
 * @typedef {object} ImageRequest
 * @property {number} width of the picture that is wanted
 * @property {Record<string, string>} images the hash of each, by width
 * @property {(sha: string) => string} address
 * @property {() => boolean} isWorthWaiting asked after each try that failed
 * @property {() => boolean} isInFront whether its page is visible now
 */

export class PageImage {
  /** Of the sharpest one that was shown or is being fetched. */
  wanted = 0;
  /** Of the one that is there; 0: none, or only the smallest for the time being. */
  width = 0;
  /** @type {HTMLImageElement | null} */
  #image = null;
  #loading = new AbortController();

  /** @param {(image: HTMLImageElement, old: HTMLImageElement | null) => void} lay */
  constructor(lay) {
    this.lay = lay;
  }

  /**
   * Fetch an image and show it.
   * @param {ImageRequest} wish
   * @returns {Promise<LoadResult>}
   */
  async load(wish) {
    const { width, images, address } = wish;
    const { signal } = this.#loading;
    this.wanted = width;
    const slow = setTimeout(() => this.#loadSmallest(wish, signal), SLOW_MS);
    const sha = images[width] ?? "";
    const image = await fetchImage(address(sha), {
      isWorthWaiting: wish.isWorthWaiting,
      isWaitedFor: wish.isInFront,
      given: signal,
    });
    clearTimeout(slow);
    if (signal.aborted || (image && width < this.width)) return "stopped";
    if (!image) {
      if (this.wanted === width) this.wanted = this.width;
      return "failed";
    }
    this.width = width;
    this.#show(image);
    return "shown";
  }

  /**
   * @param {ImageRequest} wish
   * @param {AbortSignal} signal
   */
  async #loadSmallest({ width, images, address, isInFront }, signal) {
    const [least] = Object.keys(images).sort((one, two) => +one - +two);
    const sha = images[least ?? ""];
    if (this.#image || !isInFront() || !sha || Number(least) >= width) return;
    const image = await fetchImage(address(sha), {
      isWorthWaiting: () => false,
      isWaitedFor: isInFront,
      given: signal,
    });
    if (image && !this.#image) this.#show(image);
  }

  /** @param {HTMLImageElement} image */
  #show(image) {
    this.lay(image, this.#image);
    this.#image = image;
  }

  /** What is being fetched makes way for what is wanted more. */
  stop() {
    this.#loading.abort();
    this.#loading = new AbortController();
    this.wanted = this.width;
  }

  /** Give the memory back. */
  dispose() {
    this.#loading.abort();
    this.#image?.removeAttribute("src");
  }
}
