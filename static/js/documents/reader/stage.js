/** Where the sheets lie: three side by side, and the finger's pull on them. */

import { Gestures } from "./gestures.js";
import { Lens } from "./lens.js";
import { follow, settle, zone } from "./swipe.js";
import { TurnOrigin } from "./turn_origin.js";

/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./zoom.js").Point} Point */
/**
 * @typedef {object} Owner
 * @property {(step: number) => boolean} has is there a page that way
 * @property {(step: number) => void} step turn that way
 * @property {() => import("./places.js").Place | null} turnsFrom the page asked for last
 * @property {() => void} changed the size or the zoom has settled
 */

const SETTLE_MS = 190;
/** A released page waits so long for the server before it falls back. */
const HOLD_MS = 500;
const CALM = "(prefers-reduced-motion: reduce)";

export class Stage {
  #pull = 0;
  /** A finger that is still down pulls at the page. */
  #isHeld = false;
  /** A released swipe that still waits for its page. */
  #released = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fallBack;
  size = { width: 1, height: 1 };
  /** Something on the page may take the tap. @type {((point: Point) => boolean) | null} */
  tapped = null;

  /**
   * @param {HTMLElement} element
   * @param {Owner} owner
   * @param {boolean} isTouchable
   */
  constructor(element, owner, isTouchable) {
    this.element = element;
    this.owner = owner;
    this.origin = new TurnOrigin(owner.turnsFrom);
    this.lens = new Lens(element, () => this.size);
    this.track = document.createElement("div");
    this.track.className = "reader-track";
    element.append(this.track);
    new ResizeObserver(() => this.#measure()).observe(element);
    this.#measure();
    if (isTouchable) new Gestures(element, this.#hands());
  }

  #measure() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    this.size = { width, height };
    this.lens.refit();
    this.owner.changed();
  }

  /** @param {Frame} frame */
  add(frame) {
    frame.fit(this.size);
    this.track.append(frame.element);
  }

  /**
   * Bring a page forward, in this very frame. One that a finger holds stays with the
   * finger where it is the reader's own turn that arrives, and else slides home.
   * @param {Frame | null} frame
   */
  show(frame) {
    const last = this.lens.frame;
    const step = this.#released;
    const from = this.#pull;
    this.lens.turnTo(frame);
    if (this.#isHeld && !this.origin.isVoid) return;
    this.#rest();
    const isTurned = step && isStep(last, frame, step);
    this.#slide(isTurned ? from + step * this.size.width : from);
  }

  /** @param {number} from */
  #slide(from) {
    if (matchMedia(CALM).matches || !from) return;
    this.track.animate(
      [{ transform: `translateX(${from}px)` }, { transform: "translateX(0)" }],
      { duration: SETTLE_MS, easing: "cubic-bezier(0.2, 0.7, 0.3, 1)" },
    );
  }

  /** Lay the track back where it belongs. */
  #rest() {
    clearTimeout(this.#fallBack);
    for (const moving of this.track.getAnimations()) moving.cancel();
    this.#released = 0;
    if (this.#pull) this.track.style.transform = "";
    this.#pull = 0;
  }

  /** Enlarge the middle of the page, or show it whole again. */
  toggleZoom() {
    this.#toggleAt({ x: this.size.width / 2, y: this.size.height / 3 });
  }

  /** @param {Point} point */
  #toggleAt(point) {
    this.lens.toggle(point);
    this.owner.changed();
  }

  /** @returns {import("./gestures.js").Hands} */
  #hands() {
    return {
      begin: () => this.origin.begin(),
      isZoomed: () => this.lens.isZoomed,
      swipe: (dx) => this.#drag(dx),
      release: (dx, velocity) => this.#release(dx, velocity),
      pan: (dx, dy) => this.lens.pan(dx, dy),
      pinch: (ratio, from, to) => this.lens.pinch(ratio, from, to),
      rest: () => {
        this.lens.rest();
        this.owner.changed();
      },
      tap: (point) => this.#tap(point),
      doubleTap: (point) => this.#toggleAt(point),
    };
  }

  /** @param {number} dx */
  #drag(dx) {
    this.#isHeld = true;
    if (this.origin.isVoid) return this.#springBack();
    this.#rest();
    this.#pull = follow(dx, this.owner.has(-1), this.owner.has(1));
    this.track.style.transform = `translateX(${this.#pull}px)`;
  }

  /**
   * @param {number} dx
   * @param {number} velocity
   */
  #release(dx, velocity) {
    this.#isHeld = false;
    if (this.origin.isVoid) return this.#springBack();
    const [hasPrevious, hasNext] = [this.owner.has(-1), this.owner.has(1)];
    const { width } = this.size;
    const step = settle({ dx, velocity, width, hasPrevious, hasNext });
    if (!step) return this.#springBack();
    this.#released = step;
    this.owner.step(step);
    // Shown at once by the owner, or else when the server has said so.
    if (this.#released) {
      this.#fallBack = setTimeout(() => this.#springBack(), HOLD_MS);
    }
  }

  #springBack() {
    const from = this.#pull;
    if (!from) return;
    this.#rest();
    this.#slide(from);
  }

  /** @param {Point} point */
  #tap(point) {
    if (this.origin.isVoid) return true;
    if (this.tapped?.(point)) return true;
    const step = this.lens.isZoomed ? 0 : zone(point.x, this.size.width);
    if (!step || !this.owner.has(step)) return false;
    this.owner.step(step);
    return true;
  }
}

/**
 * Tell whether `next` lies one step beside `last`.
 * @param {Frame | null} last
 * @param {Frame | null} next
 * @param {number} step
 */
function isStep(last, next, step) {
  if (last?.place.document !== next?.place.document) return false;
  return next?.place.page === (last?.place.page ?? NaN) + step;
}
