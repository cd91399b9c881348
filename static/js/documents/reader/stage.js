/** Stage of the reader: three pages side by side, moved by swipes. */

import { Gestures } from "./gestures.js";
import { ZoomView } from "./zoom_view.js";
import { resistedOffset, swipeStep, tapZone } from "./swipe.js";
import { TurnOrigin } from "./turn_origin.js";

/** @typedef {import("./page_frame.js").PageFrame} PageFrame */
/** @typedef {import("./zoom.js").Point} Point */
/**
 * @typedef {object} StageOwner
 * @property {(step: number) => boolean} has is there a page that way
 * @property {(step: number) => void} step turn that way
 * @property {() => import("./page_position.js").PagePosition | null} turnStartPosition the page asked for last
 * @property {() => void} changed the size or the zoom has settled
 */

const SLIDE_MS = 190;
/** A released page waits so long for the server before it falls back. */
const RESPONSE_TIMEOUT_MS = 500;
const REDUCED_MOTION = "(prefers-reduced-motion: reduce)";

export class Stage {
  #offset = 0;
  /** A pointer is down and drags the page. */
  #isHeld = false;
  /** A released swipe that still waits for its page. */
  #pendingStep = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fallbackTimer;
  size = { width: 1, height: 1 };
  /** Something on the page may take the tap. @type {((point: Point) => boolean) | null} */
  tapped = null;

  /**
   * @param {HTMLElement} element
   * @param {StageOwner} owner
   * @param {boolean} isInteractive
   */
  constructor(element, owner, isInteractive) {
    this.element = element;
    this.owner = owner;
    this.origin = new TurnOrigin(owner.turnStartPosition);
    this.zoomView = new ZoomView(element, () => this.size);
    this.track = document.createElement("div");
    this.track.className = "reader-track";
    element.append(this.track);
    new ResizeObserver(() => this.#measure()).observe(element);
    this.#measure();
    if (isInteractive) new Gestures(element, this.#gestureHandlers());
  }

  #measure() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    this.size = { width, height };
    this.zoomView.refit();
    this.owner.changed();
  }

  /** @param {PageFrame} frame */
  add(frame) {
    frame.fit(this.size);
    this.track.append(frame.element);
  }

  /**
   * Bring a page forward within this frame. If a finger drags the page and the page is
   * the reader's own turn, it stays with the finger; otherwise it slides into place.
   * @param {PageFrame | null} frame
   */
  show(frame) {
    const last = this.zoomView.frame;
    const step = this.#pendingStep;
    const from = this.#offset;
    this.zoomView.turnTo(frame);
    if (this.#isHeld && !this.origin.isVoid) return;
    this.#resetTrack();
    const isTurned = step && isStep(last, frame, step);
    this.#slide(isTurned ? from + step * this.size.width : from);
  }

  /** @param {number} from */
  #slide(from) {
    if (matchMedia(REDUCED_MOTION).matches || !from) return;
    this.track.animate(
      [{ transform: `translateX(${from}px)` }, { transform: "translateX(0)" }],
      { duration: SLIDE_MS, easing: "cubic-bezier(0.2, 0.7, 0.3, 1)" },
    );
  }

  /** Lay the track back where it belongs. */
  #resetTrack() {
    clearTimeout(this.#fallbackTimer);
    for (const moving of this.track.getAnimations()) moving.cancel();
    this.#pendingStep = 0;
    if (this.#offset) this.track.style.transform = "";
    this.#offset = 0;
  }

  /** Enlarge the middle of the page, or show it whole again. */
  toggleZoom() {
    this.#toggleAt({ x: this.size.width / 2, y: this.size.height / 3 });
  }

  /** @param {Point} point */
  #toggleAt(point) {
    this.zoomView.toggle(point);
    this.owner.changed();
  }

  /** @returns {import("./gestures.js").GestureHandlers} */
  #gestureHandlers() {
    return {
      begin: () => this.origin.begin(),
      isZoomed: () => this.zoomView.isZoomed,
      swipe: (dx) => this.#drag(dx),
      release: (dx, velocity) => this.#release(dx, velocity),
      pan: (dx, dy) => this.zoomView.pan(dx, dy),
      pinch: (ratio, from, to) => this.zoomView.pinch(ratio, from, to),
      rest: () => {
        this.zoomView.rest();
        this.owner.changed();
      },
      tap: (point) => this.#tap(point),
      onDoubleTap: (point) => this.#toggleAt(point),
    };
  }

  /** @param {number} dx */
  #drag(dx) {
    this.#isHeld = true;
    if (this.origin.isVoid) return this.#slideBack();
    this.#resetTrack();
    this.#offset = resistedOffset(dx, this.owner.has(-1), this.owner.has(1));
    this.track.style.transform = `translateX(${this.#offset}px)`;
  }

  /**
   * @param {number} dx
   * @param {number} velocity
   */
  #release(dx, velocity) {
    this.#isHeld = false;
    if (this.origin.isVoid) return this.#slideBack();
    const [hasPrevious, hasNext] = [this.owner.has(-1), this.owner.has(1)];
    const { width } = this.size;
    const step = swipeStep({ dx, velocity, width, hasPrevious, hasNext });
    if (!step) return this.#slideBack();
    this.#pendingStep = step;
    this.owner.step(step);
    // Shown at once by the owner, or after the server's answer.
    if (this.#pendingStep) {
      this.#fallbackTimer = setTimeout(() => this.#slideBack(), RESPONSE_TIMEOUT_MS);
    }
  }

  #slideBack() {
    const from = this.#offset;
    if (!from) return;
    this.#resetTrack();
    this.#slide(from);
  }

  /** @param {Point} point */
  #tap(point) {
    if (this.origin.isVoid) return true;
    if (this.tapped?.(point)) return true;
    const step = this.zoomView.isZoomed ? 0 : tapZone(point.x, this.size.width);
    if (!step || !this.owner.has(step)) return false;
    this.owner.step(step);
    return true;
  }
}

/**
 * Whether `next` is one step from `last`.
 * @param {PageFrame | null} last
 * @param {PageFrame | null} next
 * @param {number} step
 */
function isStep(last, next, step) {
  if (last?.position.document !== next?.position.document) return false;
  return next?.position.page === (last?.position.page ?? NaN) + step;
}
