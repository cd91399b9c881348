/**
 * Route pointer events either to the active drawing tool or to the reader's gestures.
 * One finger or the stylus draws; a second finger zooms. After a stylus was detected,
 * fingers turn pages and never draw, and touches are ignored while the stylus draws.
 *
 * @typedef {object} Tool
 * @property {(event: PointerEvent) => void} down
 * @property {(events: PointerEvent[]) => void} move all that came since the last
 * @property {() => void} up
 * @property {() => void} cancel
 */

export class PointerRouter {
  /** @type {Tool | null} */
  #tool = null;
  /** The pointer that works. @type {PointerEvent | null} */
  #activePointer = null;
  #hasStylus = false;
  /** Fingers that are the reader's. @type {Set<number>} */
  #gesturePointers = new Set();

  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.stage = stage;
    const first = { capture: true };
    stage.addEventListener("pointerdown", (event) => this.#down(event), first);
    stage.addEventListener("pointermove", (event) => this.#move(event), first);
    stage.addEventListener("pointerup", (event) => this.#up(event), first);
    stage.addEventListener("pointercancel", (event) => this.#up(event), first);
  }

  /** @param {Tool | null} tool */
  setTool(tool) {
    if (this.#activePointer) this.#tool?.cancel();
    this.#activePointer = null;
    this.#tool = tool;
    this.stage.classList.toggle("is-written-on", tool !== null);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.#tool) return;
    this.#detectStylus(event);
    if (isOnButton(event)) return;
    if (event.pointerType === "pen") this.#cancelTouches();
    if (this.#activePointer) return this.#handOverToGestures(event);
    if (this.#isForGestures(event)) {
      this.#gesturePointers.add(event.pointerId);
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    this.#activePointer = event;
    this.stage.setPointerCapture(event.pointerId);
    this.#tool.down(event);
  }

  /** @param {PointerEvent} event */
  #isForGestures({ pointerType, button }) {
    if (button > 0) return true;
    if (pointerType === "pen") return false;
    return (
      this.#gesturePointers.size > 0 || (this.#hasStylus && pointerType === "touch")
    );
  }

  /**
   * A stylus is seen as soon as it comes near, before the palm is laid down.
   * @param {PointerEvent} event
   */
  #detectStylus({ pointerType }) {
    if (pointerType === "pen") this.#hasStylus = true;
  }

  /** The palm was there before the stylus: what it began is undone, it does no more. */
  #cancelTouches() {
    if (this.#activePointer?.pointerType === "touch") {
      this.#tool?.cancel();
      this.#activePointer = null;
    }
    for (const pointerId of [...this.#gesturePointers]) {
      const cancelled = { pointerId, pointerType: "touch", bubbles: true };
      this.stage.dispatchEvent(new PointerEvent("pointercancel", cancelled));
    }
  }

  /**
   * A further finger while one draws.
   * @param {PointerEvent} event
   */
  #handOverToGestures(event) {
    const first = this.#activePointer;
    if (!first) return;
    // Ignore the palm while the stylus draws.
    if (first.pointerType === "pen") return event.stopPropagation();
    this.#tool?.cancel();
    this.#activePointer = null;
    this.#gesturePointers.add(first.pointerId).add(event.pointerId);
    const { pointerId, pointerType, clientX, clientY } = first;
    const replayed = { pointerId, pointerType, clientX, clientY, button: 0 };
    this.stage.dispatchEvent(new PointerEvent("pointerdown", replayed));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.#detectStylus(event);
    if (!this.#tool || this.#gesturePointers.has(event.pointerId)) return;
    if (event.pointerId !== this.#activePointer?.pointerId) return;
    event.stopPropagation();
    const all = event.getCoalescedEvents?.() ?? [];
    this.#tool.move(all.length ? all : [event]);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (this.#gesturePointers.delete(event.pointerId)) return;
    if (event.pointerId !== this.#activePointer?.pointerId) return;
    event.stopPropagation();
    this.#activePointer = null;
    if (event.type === "pointercancel") this.#tool?.cancel();
    else this.#tool?.up();
  }
}

/** @param {PointerEvent} event */
function isOnButton({ target }) {
  return target instanceof Element && target.closest("button") !== null;
}
