/**
 * Moving an item from the keyboard: on its handle, Enter or Space picks it up, arrows
 * move it, Enter puts it down, Escape puts it back. Alt with an arrow moves it at once.
 */

/** @typedef {import("./order.js").Way} Way */
/** @type {Record<string, Way>} */
const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };

/**
 * @typedef {object} Moving
 * @property {() => number | null} carried what is picked up
 * @property {(id: number) => void} lift
 * @property {(id: number, way: Way) => void} step
 * @property {() => void} drop
 * @property {() => void} cancel
 */

export class Keys {
  /**
   * @param {HTMLElement} list
   * @param {Moving} moving
   */
  constructor(list, moving) {
    this.moving = moving;
    list.addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = /** @type {Element} */ (event.target);
    const line = target.closest("[data-line]");
    if (!line) return;
    const id = Number(line.getAttribute("data-line"));
    const isHandle = target.closest("[data-handle]") !== null;
    const isTaken = isHandle ? this.#onHandle(event, id) : this.#atOnce(event, id);
    if (isTaken) event.preventDefault();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} id
   * @returns {boolean} whether the key meant something here
   */
  #onHandle(event, id) {
    const isCarried = this.moving.carried() === id;
    if (event.key === "Enter" || event.key === " ") {
      if (isCarried) this.moving.drop();
      else this.moving.lift(id);
      return true;
    }
    if (!isCarried) return this.#atOnce(event, id);
    if (event.key === "Escape") this.moving.cancel();
    const way = WAYS[event.key];
    if (way) this.moving.step(id, way);
    return way !== undefined || event.key === "Escape";
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} id
   * @returns {boolean}
   */
  #atOnce(event, id) {
    const way = WAYS[event.key];
    if (!event.altKey || !way) return false;
    this.moving.lift(id);
    this.moving.step(id, way);
    this.moving.drop();
    return true;
  }
}
