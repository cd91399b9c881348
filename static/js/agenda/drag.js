/**
 * Carrying an item by its handle with mouse, pen or finger (the handle has
 * `touch-action: none`). Says where it would go; what that means is the order's matter.
 */

/** A press that moves less than this is no carrying, in CSS pixels. */
const START_PX = 5;
/** The page scrolls while the pointer is this near its edge, in CSS pixels. */
const EDGE_PX = 80;
const SCROLL_PX = 12;
/** Parts of a line's height: above it is "before", below "after", between "into". */
const BEFORE = 0.3;
const AFTER = 0.7;

/** @typedef {import("./order.js").Side} Side */
/**
 * @typedef {object} Carrying
 * @property {(id: number) => void} lift
 * @property {(id: number, over: number, side: Side) => boolean} hover
 *   returns whether it may be let go there
 * @property {(id: number) => void} drop where it hovered last
 * @property {(id: number) => void} cancel
 */

/** @param {Element} line */
const idOf = (line) => Number(line.getAttribute("data-line"));

export class Drag {
  /** @type {{id: number, pointer: number, y: number, isOn: boolean} | null} */
  #held = null;
  /** @type {Element | null} */
  #marked = null;

  /**
   * @param {HTMLElement} list
   * @param {Carrying} carrying
   */
  constructor(list, carrying) {
    this.list = list;
    this.carrying = carrying;
    list.addEventListener("pointerdown", (event) => this.#press(event));
    list.addEventListener("pointermove", (event) => this.#move(event));
    list.addEventListener("pointerup", () => this.#release());
    list.addEventListener("pointercancel", () => this.#cancel());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#cancel();
    });
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const target = /** @type {Element} */ (event.target);
    const line = target.closest("[data-handle]")?.closest("[data-line]");
    if (!line || event.button !== 0 || !event.isPrimary) return;
    this.#held = {
      id: idOf(line),
      pointer: event.pointerId,
      y: event.clientY,
      isOn: false,
    };
    this.list.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.pointer) return;
    if (!held.isOn) {
      if (Math.abs(event.clientY - held.y) < START_PX) return;
      held.isOn = true;
      this.carrying.lift(held.id);
    }
    this.#scroll(event.clientY);
    this.#hover(held.id, event);
  }

  /**
   * @param {number} id
   * @param {PointerEvent} event
   */
  #hover(id, event) {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const line = under?.closest(".item")?.querySelector("[data-line]");
    this.#mark(null);
    if (!line || !this.list.contains(line)) return;
    const box = line.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    const side = part < BEFORE ? "before" : part > AFTER ? "after" : "into";
    if (this.carrying.hover(id, idOf(line), side)) this.#mark(line, side);
  }

  /**
   * @param {Element | null} line
   * @param {Side} [side]
   */
  #mark(line, side) {
    this.#marked?.removeAttribute("data-side");
    if (line && side) line.setAttribute("data-side", side);
    this.#marked = line;
  }

  /** @param {number} y */
  #scroll(y) {
    if (y < EDGE_PX) scrollBy(0, -SCROLL_PX);
    else if (y > innerHeight - EDGE_PX) scrollBy(0, SCROLL_PX);
  }

  #release() {
    const held = this.#held;
    const isPlaced = this.#marked !== null;
    this.#end();
    if (!held?.isOn) return;
    if (isPlaced) this.carrying.drop(held.id);
    else this.carrying.cancel(held.id);
  }

  #cancel() {
    const held = this.#held;
    this.#end();
    if (held?.isOn) this.carrying.cancel(held.id);
  }

  #end() {
    this.#held = null;
    this.#mark(null);
  }
}
