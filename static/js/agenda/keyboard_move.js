/**
 * Move an agenda item by keyboard: Enter or Space on the handle starts and ends the
 * move, arrows move, Escape cancels. Alt with an arrow moves at once.
 */

/** @typedef {import("./agenda_order.js").MoveDirection} MoveDirection */
/** @type {Record<string, MoveDirection>} */
const DIRECTIONS = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowRight: "in",
  ArrowLeft: "out",
};

/**
 * @typedef {object} MoveHandlers
 * @property {() => number | null} draggedId what is picked up
 * @property {(id: number) => void} begin
 * @property {(id: number, direction: MoveDirection) => void} step
 * @property {() => void} drop
 * @property {() => void} cancel
 */

export class KeyboardMove {
  /**
   * @param {HTMLElement} list
   * @param {MoveHandlers} handlers
   */
  constructor(list, handlers) {
    this.handlers = handlers;
    list.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = /** @type {Element} */ (event.target);
    const line = target.closest("[data-line]");
    if (!line) return;
    const id = Number(line.getAttribute("data-line"));
    const isHandle = target.closest("[data-handle]") !== null;
    const isHandled = isHandle
      ? this.#onHandle(event, id)
      : this.#onShortcut(event, id);
    if (isHandled) event.preventDefault();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} id
   * @returns {boolean} whether the key meant something here
   */
  #onHandle(event, id) {
    const isActive = this.handlers.draggedId() === id;
    if (event.key === "Enter" || event.key === " ") {
      if (isActive) this.handlers.drop();
      else this.handlers.begin(id);
      return true;
    }
    if (!isActive) return this.#onShortcut(event, id);
    if (event.key === "Escape") this.handlers.cancel();
    const direction = DIRECTIONS[event.key];
    if (direction) this.handlers.step(id, direction);
    return direction !== undefined || event.key === "Escape";
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} id
   * @returns {boolean}
   */
  #onShortcut(event, id) {
    const direction = DIRECTIONS[event.key];
    if (!event.altKey || !direction) return false;
    this.handlers.begin(id);
    this.handlers.step(id, direction);
    this.handlers.drop();
    return true;
  }
}
