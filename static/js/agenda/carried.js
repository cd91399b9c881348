/**
 * An item on its way to another place: lifted, seen where it would be, put down or put
 * back. Others' changes meanwhile stay: the place is told by its neighbour. Draws nothing.
 */

import { AgendaOrder } from "./order.js";

/** @typedef {import("./order.js").Place} Place */
/** @typedef {import("./order.js").Node} Node */

export class Carried {
  /** @type {number | null} */
  id = null;
  /** @type {Place | null} where it would go */
  place = null;

  /** @param {number} id */
  lift(id) {
    this.id = id;
    this.place = null;
  }

  /** Put it back. */
  cancel() {
    this.id = this.place = null;
  }

  /**
   * One step from where it is seen now.
   * @param {readonly Node[]} nodes
   * @param {import("./order.js").Way} way
   * @returns {boolean} whether there was somewhere to go
   */
  step(nodes, way) {
    if (this.id === null) return false;
    const place = this.order(nodes).step(this.id, way);
    if (place) this.place = place;
    return place !== null;
  }

  /**
   * @param {readonly Node[]} nodes
   * @param {number} over
   * @param {import("./order.js").Side} side
   * @returns {boolean} whether it may be let go there
   */
  hover(nodes, over, side) {
    const order = new AgendaOrder(nodes);
    this.place = this.id === null ? null : order.drop(this.id, over, side);
    return this.place !== null;
  }

  /**
   * The agenda as it would be.
   * @param {readonly Node[]} nodes as they stand on the server
   * @returns {AgendaOrder}
   */
  order(nodes) {
    const order = new AgendaOrder(nodes);
    if (this.id === null || !this.place || !this.#stands(nodes)) return order;
    return order.moved(this.id, this.place);
  }

  /** @param {readonly Node[]} nodes whether it and its new neighbours are still there */
  #stands(nodes) {
    const ids = new Set(nodes.map(({ id }) => id));
    const { parent, after } = this.place ?? { parent: null, after: null };
    return [this.id, parent, after].every((id) => id === null || ids.has(id));
  }
}
