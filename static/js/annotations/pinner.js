/** Where the finger taps, something is to be written. */

/** @typedef {import("./hand.js").Tool} Tool */
/** @typedef {import("../documents/reader/frame.js").Frame} Frame */

/** @implements {Tool} */
export class Pinner {
  /** @type {PointerEvent | null} */
  #at = null;

  /**
   * @param {(x: number) => Frame | null} frameAt
   * @param {(frame: Frame, x: number, y: number) => void} write
   */
  constructor(frameAt, write) {
    this.frameAt = frameAt;
    this.write = write;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.#at = event;
  }

  move() {}

  up() {
    const event = this.#at;
    this.#at = null;
    const frame = event && this.frameAt(event.clientX);
    if (!event || !frame) return;
    const { left, top, width, height } = frame.sheet.getBoundingClientRect();
    this.write(frame, (event.clientX - left) / width, (event.clientY - top) / height);
  }

  cancel() {
    this.#at = null;
  }
}
