/**
 * Order of the agenda and the effect of moves. A position is the parent and the
 * preceding sibling (`after`; null: first), so that concurrent moves merge. Pure
 * functions.
 */

/**
 * @typedef {{id: number, parent_id: number | null}} Node
 * @typedef {{parent: number | null, after: number | null}} AgendaPosition
 * @typedef {"before" | "into" | "after"} DropZone which part of a line the pointer is over
 * @typedef {"up" | "down" | "in" | "out"} MoveDirection
 */

export class AgendaOrder {
  /** @param {readonly Node[]} nodes in their order, an item before what is below it */
  constructor(nodes) {
    this.nodes = nodes;
  }

  /**
   * @param {number | null} parent
   * @returns {number[]}
   */
  below(parent) {
    return this.nodes.filter((node) => node.parent_id === parent).map(({ id }) => id);
  }

  /** @param {number} id */
  parentOf(id) {
    return this.nodes.find((node) => node.id === id)?.parent_id ?? null;
  }

  /**
   * @param {number} id
   * @returns {AgendaPosition}
   */
  placeOf(id) {
    const parent = this.parentOf(id);
    return { parent, after: this.#before(parent, id) };
  }

  /**
   * An item's number for people, `2.1`.
   * @param {number} id
   * @returns {string}
   */
  numberOf(id) {
    const parent = this.parentOf(id);
    const own = this.below(parent).indexOf(id) + 1;
    return parent === null ? `${own}` : `${this.numberOf(parent)}.${own}`;
  }

  /**
   * One step by keyboard; null where there is nowhere to go.
   * @param {number} id
   * @param {MoveDirection} direction
   * @returns {AgendaPosition | null}
   */
  step(id, direction) {
    if (direction === "up") return this.#up(id);
    if (direction === "down") return this.#down(id);
    return direction === "in" ? this.#in(id) : this.#out(id);
  }

  /**
   * Where an item goes when it is let go over a part of another's line; null: nowhere,
   * or where it is already.
   * @param {number} id
   * @param {number} over
   * @param {DropZone} side
   * @returns {AgendaPosition | null}
   */
  drop(id, over, side) {
    if (id === over || this.parentOf(over) === id) return null;
    const position = this.#beside(id, over, side);
    const now = this.placeOf(id);
    const unmoved = position.parent === now.parent && position.after === now.after;
    return unmoved ? null : position;
  }

  /**
   * The order after a move.
   * @param {number} id
   * @param {AgendaPosition} position
   * @returns {AgendaOrder}
   */
  moved(id, { parent, after }) {
    const others = this.below(parent).filter((other) => other !== id);
    const at = after === null ? 0 : others.indexOf(after) + 1;
    others.splice(at, 0, id);
    /** @param {number | null} under @returns {Node[]} */
    const walk = (under) => {
      const kept = this.below(under).filter((other) => other !== id);
      return (under === parent ? others : kept).flatMap((own) => [
        { id: own, parent_id: under },
        ...walk(own),
      ]);
    };
    return new AgendaOrder(walk(null));
  }

  /**
   * The sibling before `id`.
   * @param {number | null} parent
   * @param {number} id
   * @param {number} [without] an item that is being carried
   */
  #before(parent, id, without) {
    const siblings = this.below(parent).filter((other) => other !== without);
    return siblings[siblings.indexOf(id) - 1] ?? null;
  }

  /**
   * @param {number} id
   * @param {number} over
   * @param {DropZone} side
   * @returns {AgendaPosition}
   */
  #beside(id, over, side) {
    const parent = this.parentOf(over);
    const hasBelow = this.below(id).length > 0;
    // What has sub-items stays at the top: only one level below it is allowed.
    if (hasBelow && parent !== null) return { parent: null, after: parent };
    if (side === "before") return { parent, after: this.#before(parent, over, id) };
    if (hasBelow || parent !== null) return { parent, after: over };
    return this.#under(id, over, side);
  }

  /**
   * @param {number} id an item without sub-items
   * @param {number} over an item at the top
   * @param {DropZone} side
   * @returns {AgendaPosition}
   */
  #under(id, over, side) {
    const below = this.below(over).filter((other) => other !== id);
    if (side === "into") return { parent: over, after: below.at(-1) ?? null };
    // Right under the line of an item with sub-items is before the first of them.
    if (below.length > 0) return { parent: over, after: null };
    return { parent: null, after: over };
  }

  /** @param {number} id @returns {AgendaPosition | null} */
  #up(id) {
    const { parent, after } = this.placeOf(id);
    if (after !== null) return { parent, after: this.#before(parent, after) };
    return parent === null ? null : { parent: null, after: this.#before(null, parent) };
  }

  /** @param {number} id @returns {AgendaPosition | null} */
  #down(id) {
    const parent = this.parentOf(id);
    const siblings = this.below(parent);
    const next = siblings[siblings.indexOf(id) + 1];
    if (next !== undefined) return { parent, after: next };
    return parent === null ? null : { parent: null, after: parent };
  }

  /** @param {number} id @returns {AgendaPosition | null} */
  #in(id) {
    const { parent, after } = this.placeOf(id);
    if (parent !== null || after === null || this.below(id).length > 0) return null;
    return { parent: after, after: this.below(after).at(-1) ?? null };
  }

  /** @param {number} id @returns {AgendaPosition | null} */
  #out(id) {
    const parent = this.parentOf(id);
    return parent === null ? null : { parent: null, after: parent };
  }
}
