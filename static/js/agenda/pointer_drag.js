/**
 * Drag an entry of a list by its handle with mouse, pen or finger. Reports the entry and
 * drop zone under the pointer. The handle has `touch-action: none`.
 */

/** A press that moves less than this is no carrying, in CSS pixels. */
const DRAG_THRESHOLD_PX = 5;
/** The page scrolls while the pointer is this near its edge, in CSS pixels. */
const SCROLL_EDGE_PX = 80;
const SCROLL_STEP_PX = 12;
/** Parts of a line's height: above it is "before", below "after", between "into". */
const BEFORE_SHARE = 0.3;
const AFTER_SHARE = 0.7;

/** @typedef {import("./agenda_order.js").DropZone} DropZone */
/**
 * @typedef {object} DragHandlers
 * @property {(id: number) => void} begin
 * @property {(id: number, over: number, side: DropZone) => boolean} preview
 *   returns whether it may be let go there
 * @property {(id: number) => void} drop where it hovered last
 * @property {(id: number) => void} cancel
 */

/** @param {Element} line */
const idOf = (line) => Number(line.getAttribute("data-line"));

/**
 * Return the line at a point; what belongs to an item counts as its line.
 * @param {number} x
 * @param {number} y
 */
function lineAt(x, y) {
  const place = document.elementFromPoint(x, y)?.closest("[data-line], .item");
  if (place?.matches("[data-line]")) return place;
  return place?.querySelector("[data-line]");
}

export class PointerDrag {
  /** @type {{id: number, pointer: number, y: number, isActive: boolean} | null} */
  #drag = null;
  /** @type {Element | null} */
  #marked = null;

  /**
   * @param {HTMLElement} list
   * @param {DragHandlers} handlers
   */
  constructor(list, handlers) {
    this.list = list;
    this.handlers = handlers;
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
    this.#drag = {
      id: idOf(line),
      pointer: event.pointerId,
      y: event.clientY,
      isActive: false,
    };
    this.list.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.isActive) {
      if (Math.abs(event.clientY - drag.y) < DRAG_THRESHOLD_PX) return;
      drag.isActive = true;
      this.handlers.begin(drag.id);
    }
    this.#scroll(event.clientY);
    this.#preview(drag.id, event);
  }

  /**
   * @param {number} id
   * @param {PointerEvent} event
   */
  #preview(id, event) {
    const line = lineAt(event.clientX, event.clientY);
    this.#mark(null);
    if (!line || !this.list.contains(line)) return;
    const box = line.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    const side = part < BEFORE_SHARE ? "before" : part > AFTER_SHARE ? "after" : "into";
    if (this.handlers.preview(id, idOf(line), side)) this.#mark(line, side);
  }

  /**
   * @param {Element | null} line
   * @param {DropZone} [side]
   */
  #mark(line, side) {
    this.#marked?.removeAttribute("data-side");
    if (line && side) line.setAttribute("data-side", side);
    this.#marked = line;
  }

  /** @param {number} y */
  #scroll(y) {
    if (y < SCROLL_EDGE_PX) scrollBy(0, -SCROLL_STEP_PX);
    else if (y > innerHeight - SCROLL_EDGE_PX) scrollBy(0, SCROLL_STEP_PX);
  }

  #release() {
    const drag = this.#drag;
    const isPlaced = this.#marked !== null;
    this.#end();
    if (!drag?.isActive) return;
    if (isPlaced) this.handlers.drop(drag.id);
    else this.handlers.cancel(drag.id);
  }

  #cancel() {
    const drag = this.#drag;
    this.#end();
    if (drag?.isActive) this.handlers.cancel(drag.id);
  }

  #end() {
    this.#drag = null;
    this.#mark(null);
  }
}
