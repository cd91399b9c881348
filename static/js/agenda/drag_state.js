/**
 * State of an agenda item while it is moved. A position is a parent and the preceding
 * sibling, so concurrent changes by others are kept. Draws nothing.
 */

import { AgendaOrder } from "./agenda_order.js";

/** @typedef {import("./agenda_order.js").AgendaPosition} AgendaPosition */
/** @typedef {import("./agenda_order.js").Node} Node */

export class DragState {
  /** @type {number | null} */
  id = null;
  /** @type {AgendaPosition | null} where it would go */
  position = null;

  /** @param {number} id */
  begin(id) {
    this.id = id;
    this.position = null;
  }

  /** Put it back. */
  cancel() {
    this.id = this.position = null;
  }

  /**
   * One step from where it is seen now.
   * @param {readonly Node[]} nodes
   * @param {import("./agenda_order.js").MoveDirection} direction
   * @returns {boolean} whether there was somewhere to go
   */
  step(nodes, direction) {
    if (this.id === null) return false;
    const position = this.order(nodes).step(this.id, direction);
    if (position) this.position = position;
    return position !== null;
  }

  /**
   * @param {readonly Node[]} nodes
   * @param {number} over
   * @param {import("./agenda_order.js").DropZone} side
   * @returns {boolean} whether it may be let go there
   */
  preview(nodes, over, side) {
    const order = new AgendaOrder(nodes);
    this.position = this.id === null ? null : order.drop(this.id, over, side);
    return this.position !== null;
  }

  /**
   * The agenda as it would be.
   * @param {readonly Node[]} nodes as on the server
   * @returns {AgendaOrder}
   */
  order(nodes) {
    const order = new AgendaOrder(nodes);
    if (this.id === null || !this.position || !this.#isValid(nodes)) return order;
    return order.moved(this.id, this.position);
  }

  /** @param {readonly Node[]} nodes whether it and its new neighbours are still there */
  #isValid(nodes) {
    const ids = new Set(nodes.map(({ id }) => id));
    const { parent, after } = this.position ?? { parent: null, after: null };
    return [this.id, parent, after].every((id) => id === null || ids.has(id));
  }
}
