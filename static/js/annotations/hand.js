/**
 * Whose is this finger? While a tool is in hand, one finger (or the stylus) works with
 * it; a second finger makes both the reader's, to zoom. Once a stylus was seen, fingers
 * and the palm turn pages as always and draw no more. While it writes, whatever hand rests
 * on the glass, before it or after, is nobody's.
 *
 * @typedef {object} Tool
 * @property {(event: PointerEvent) => void} down
 * @property {(events: PointerEvent[]) => void} move all that came since the last
 * @property {() => void} up
 * @property {() => void} cancel
 */

export class Hand {
  /** @type {Tool | null} */
  #tool = null;
  /** The pointer that works. @type {PointerEvent | null} */
  #working = null;
  #hasStylus = false;
  /** Fingers that are the reader's. @type {Set<number>} */
  #readers = new Set();

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
  hold(tool) {
    if (this.#working) this.#tool?.cancel();
    this.#working = null;
    this.#tool = tool;
    this.stage.classList.toggle("is-written-on", tool !== null);
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.#tool) return;
    this.#heed(event);
    if (isOnButton(event)) return;
    if (event.pointerType === "pen") this.#sweepHand();
    if (this.#working) return this.#second(event);
    if (this.#isReaders(event)) {
      this.#readers.add(event.pointerId);
      return;
    }
    event.stopPropagation();
    event.preventDefault();
    this.#working = event;
    this.stage.setPointerCapture(event.pointerId);
    this.#tool.down(event);
  }

  /** @param {PointerEvent} event */
  #isReaders({ pointerType, button }) {
    if (button > 0) return true;
    if (pointerType === "pen") return false;
    return this.#readers.size > 0 || (this.#hasStylus && pointerType === "touch");
  }

  /**
   * A stylus is seen as soon as it comes near, before the palm is laid down.
   * @param {PointerEvent} event
   */
  #heed({ pointerType }) {
    if (pointerType === "pen") this.#hasStylus = true;
  }

  /** The palm was there before the stylus: what it began is undone, it does no more. */
  #sweepHand() {
    if (this.#working?.pointerType === "touch") {
      this.#tool?.cancel();
      this.#working = null;
    }
    for (const pointerId of [...this.#readers]) {
      const gone = { pointerId, pointerType: "touch", bubbles: true };
      this.stage.dispatchEvent(new PointerEvent("pointercancel", gone));
    }
  }

  /**
   * Another finger while one works.
   * @param {PointerEvent} event
   */
  #second(event) {
    const first = this.#working;
    if (!first) return;
    // The palm beside a stylus that writes is nobody's.
    if (first.pointerType === "pen") return event.stopPropagation();
    this.#tool?.cancel();
    this.#working = null;
    this.#readers.add(first.pointerId).add(event.pointerId);
    const { pointerId, pointerType, clientX, clientY } = first;
    const again = { pointerId, pointerType, clientX, clientY, button: 0 };
    this.stage.dispatchEvent(new PointerEvent("pointerdown", again));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.#heed(event);
    if (!this.#tool || this.#readers.has(event.pointerId)) return;
    if (event.pointerId !== this.#working?.pointerId) return;
    event.stopPropagation();
    const all = event.getCoalescedEvents?.() ?? [];
    this.#tool.move(all.length ? all : [event]);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (this.#readers.delete(event.pointerId)) return;
    if (event.pointerId !== this.#working?.pointerId) return;
    event.stopPropagation();
    this.#working = null;
    if (event.type === "pointercancel") this.#tool?.cancel();
    else this.#tool?.up();
  }
}

/** @param {PointerEvent} event */
function isOnButton({ target }) {
  return target instanceof Element && target.closest("button") !== null;
}
