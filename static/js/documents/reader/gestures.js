/**
 * Translate pointer and wheel events on the stage into gestures: swipe, pan, pinch, tap.
 *
 * @typedef {import("./zoom.js").Point} Point
 * @typedef {object} GestureHandlers
 * @property {() => void} begin first pointer down
 * @property {() => boolean} isZoomed
 * @property {(dx: number) => void} swipe
 * @property {(dx: number, velocity: number) => void} release
 * @property {(dx: number, dy: number) => void} pan
 * @property {(ratio: number, from: Point, to: Point) => void} pinch
 * @property {() => void} rest the fingers are gone
 * @property {(point: Point) => boolean} tap returns whether the tap was handled
 * @property {(point: Point) => void} onDoubleTap
 */

import { TAP_TOLERANCE_PX, Speed, distance, isDoubleTap } from "./swipe.js";

const LONG_PRESS_MS = 500;

export class Gestures {
  /** @type {Map<number, Point>} */
  #fingers = new Map();
  /** @type {"none" | "waiting" | "swipe" | "pan" | "pinch" | "text"} */
  #gesture = "none";
  /** @type {Point} */
  #start = { x: 0, y: 0 };
  #startedAt = 0;
  /** Stage position at pointerdown: a moving stage is not a moving finger. */
  #stageOrigin = { left: 0, top: 0 };
  #speed = new Speed();
  /** @type {{point: Point, at: number} | null} */
  #lastTap = null;

  /**
   * @param {HTMLElement} stage
   * @param {GestureHandlers} handlers
   */
  constructor(stage, handlers) {
    this.stage = stage;
    this.handlers = handlers;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", (event) => this.#cancel(event));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("dragstart", (event) => event.preventDefault());
  }

  /**
   * @param {{clientX: number, clientY: number}} event
   * @returns {Point}
   */
  #point(event) {
    const { left, top } = this.#stageOrigin;
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    if (this.#fingers.size === 0)
      this.#stageOrigin = this.stage.getBoundingClientRect();
    const point = this.#point(event);
    this.#fingers.set(event.pointerId, point);
    if (this.#fingers.size === 2) return this.#beginPinch();
    if (this.#fingers.size > 2) return;
    const onText = event.target instanceof HTMLSpanElement;
    this.#gesture = event.pointerType === "mouse" && onText ? "text" : "waiting";
    this.#start = point;
    this.#startedAt = event.timeStamp;
    this.#speed = new Speed();
    this.#speed.note(point.x, event.timeStamp);
    this.handlers.begin();
  }

  #beginPinch() {
    if (this.#gesture === "swipe") this.handlers.release(0, 0);
    this.#gesture = "pinch";
    for (const id of this.#fingers.keys()) this.#capture(id);
  }

  /** @param {number} id */
  #capture(id) {
    if (!this.stage.hasPointerCapture(id)) this.stage.setPointerCapture(id);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const point = this.#point(event);
    if (this.#gesture === "pinch") return this.#pinch(event.pointerId, before, point);
    this.#fingers.set(event.pointerId, point);
    if (this.#gesture === "waiting") this.#decide(event, point);
    if (this.#gesture === "pan")
      this.handlers.pan(point.x - before.x, point.y - before.y);
    if (this.#gesture === "swipe") {
      this.#speed.note(point.x, event.timeStamp);
      this.handlers.swipe(point.x - this.#start.x);
    }
  }

  /** @param {PointerEvent} event @param {Point} point */
  #decide(event, point) {
    if (distance(point, this.#start) <= TAP_TOLERANCE_PX) return;
    const isFlat =
      Math.abs(point.x - this.#start.x) > Math.abs(point.y - this.#start.y);
    if (this.handlers.isZoomed()) this.#gesture = "pan";
    else this.#gesture = isFlat ? "swipe" : "none";
    if (this.#gesture !== "none") this.#capture(event.pointerId);
  }

  /**
   * @param {number} id
   * @param {Point} before
   * @param {Point} point
   */
  #pinch(id, before, point) {
    const other = [...this.#fingers].find(([key]) => key !== id)?.[1];
    this.#fingers.set(id, point);
    if (!other) return;
    const middle = (/** @type {Point} */ p) => ({
      x: (p.x + other.x) / 2,
      y: (p.y + other.y) / 2,
    });
    const ratio = distance(point, other) / Math.max(1, distance(before, other));
    this.handlers.pinch(ratio, middle(before), middle(point));
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#fingers.delete(event.pointerId)) return;
    if (this.#fingers.size > 0) return this.#onFingerLifted();
    this.#finish(event, this.#point(event));
  }

  /** One of several fingers was lifted. */
  #onFingerLifted() {
    if (this.#gesture === "pinch") this.#gesture = "pan";
  }

  /**
   * @param {PointerEvent} event
   * @param {Point} point
   */
  #finish(event, point) {
    const gesture = this.#gesture;
    this.#gesture = "none";
    if (gesture === "swipe") {
      this.#speed.note(point.x, event.timeStamp);
      this.handlers.release(point.x - this.#start.x, this.#speed.value());
    } else if (gesture === "pan" || gesture === "pinch") {
      this.handlers.rest();
    } else if (gesture === "waiting" || gesture === "text") {
      this.#tapped(event, point);
    }
  }

  /**
   * @param {PointerEvent} event
   * @param {Point} point
   */
  #tapped(event, point) {
    const isLong = event.timeStamp - this.#startedAt > LONG_PRESS_MS;
    const hasSelected = !document.getSelection()?.isCollapsed;
    if (isLong || hasSelected || distance(point, this.#start) > TAP_TOLERANCE_PX)
      return;
    const last = this.#lastTap;
    this.#lastTap = null;
    if (this.handlers.tap(point)) return;
    const now = { point, at: event.timeStamp };
    if (isDoubleTap(last, now)) this.handlers.onDoubleTap(point);
    else this.#lastTap = now;
  }

  /**
   * Taken away by the system: a swipe or a tap is void, what was enlarged is drawn sharp.
   * @param {PointerEvent} event
   */
  #cancel(event) {
    if (!this.#fingers.delete(event.pointerId)) return;
    if (this.#fingers.size > 0) return this.#onFingerLifted();
    if (this.#gesture === "swipe") this.handlers.release(0, 0);
    if (this.#gesture === "pan" || this.#gesture === "pinch") this.handlers.rest();
    this.#gesture = "none";
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey && !this.handlers.isZoomed()) return;
    event.preventDefault();
    this.#stageOrigin = this.stage.getBoundingClientRect();
    const point = this.#point(event);
    if (event.ctrlKey) this.handlers.pinch(Math.exp(-event.deltaY / 200), point, point);
    else this.handlers.pan(-event.deltaX, -event.deltaY);
    this.handlers.rest();
  }
}
