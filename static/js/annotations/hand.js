/**
 * Whose is this finger? While a tool is in hand, one finger (or the stylus) works with
 * it; a second finger makes both the reader's, to zoom. Once a stylus was seen, fingers
 * and the palm turn pages as always and draw no more.
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
    if (event.pointerType === "pen") this.#hasStylus = true;
    if (isOnButton(event)) return;
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
    const isPalm = this.#hasStylus && pointerType === "touch";
    return isPalm || this.#readers.size > 0 || button > 0;
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
