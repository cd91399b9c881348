/** Tool that places a text note where the page is tapped. */

/** @typedef {import("./pointer_router.js").Tool} Tool */
/** @typedef {import("../documents/reader/page_frame.js").PageFrame} PageFrame */

/** @implements {Tool} */
export class NotePlacer {
  /** @type {PointerEvent | null} */
  #pressed = null;

  /**
   * @param {(x: number) => PageFrame | null} frameAt
   * @param {(frame: PageFrame, x: number, y: number) => void} onPlace
   */
  constructor(frameAt, onPlace) {
    this.frameAt = frameAt;
    this.onPlace = onPlace;
  }

  /** @param {PointerEvent} event */
  down(event) {
    this.#pressed = event;
  }

  move() {}

  up() {
    const event = this.#pressed;
    this.#pressed = null;
    const frame = event && this.frameAt(event.clientX);
    if (!event || !frame) return;
    const { left, top, width, height } = frame.sheet.getBoundingClientRect();
    this.onPlace(frame, (event.clientX - left) / width, (event.clientY - top) / height);
  }

  cancel() {
    this.#pressed = null;
  }
}
