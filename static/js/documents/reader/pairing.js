/**
 * Two pages side by side, if selected and the stage is wide enough. The leading page is
 * on the left; zooming shows it alone.
 *
 * @typedef {import("./zoom.js").Size} Size
 * @typedef {"left" | "right" | null} Half
 */

import { fit } from "./zoom.js";

/** From this shape on, two upright pages are not smaller than they have to be. */
const WIDE = 1.2;
/** @type {Record<string, string>} */
const ONE = { "-1": "previous", 0: "current", 1: "next" };
/** @type {Record<string, string>} */
const TWO = { "-2": "previous", 0: "current", 1: "beside", 2: "next" };

export class Pairing {
  isWished = false;

  /** @param {{size: Size, zoomView: {isZoomed: boolean}}} stage */
  constructor(stage) {
    this.stage = stage;
  }

  /** @returns {boolean} */
  get isOn() {
    const { size, zoomView } = this.stage;
    return this.isWished && !zoomView.isZoomed && size.width >= WIDE * size.height;
  }

  /**
   * Number of pages per turn: a leader shows every single page; a reader turns both.
   * @param {boolean} isLeading
   */
  stride(isLeading) {
    return this.isOn && !isLeading ? 2 : 1;
  }

  /**
   * Slot and half of the frame so many pages ahead.
   * @param {number} step
   * @returns {{slot: string, half: Half}}
   */
  stand(step) {
    const isOn = this.isOn;
    const slot = (isOn ? TWO : ONE)[step] ?? "spare";
    if (!isOn) return { slot, half: null };
    return { slot, half: step === 1 ? "right" : "left" };
  }
}

/**
 * Lay a page into its half of the stage, so that both meet in the middle.
 * @param {Size} stage
 * @param {Size} page
 * @param {Half} half
 */
export function fitHalf(stage, page, half) {
  if (!half) return fit(stage, page);
  const middle = stage.width / 2;
  const position = fit({ width: middle, height: stage.height }, page);
  return { ...position, left: half === "right" ? middle : middle - position.width };
}

/**
 * Say which page a turn leads to; null where there is none that is not shown already.
 * @param {number} page
 * @param {number} step -1 or 1
 * @param {number} stride pages that a turn passes
 * @param {number} count
 * @returns {number | null}
 */
export function pageAfter(page, step, stride, count) {
  if (step < 0) return page > 1 ? Math.max(1, page - stride) : null;
  return page + stride <= count ? page + stride : null;
}
