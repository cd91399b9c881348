/** Which items of an agenda are over, current, next and to come. Pure functions. */

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {"past" | "around" | "now" | "next" | "later"} Phase */

/**
 * Say of each item where the meeting stands; `around`: the current one is below it.
 * @param {Item[]} items in order
 * @param {number | null} currentId
 * @returns {{item: Item, phase: Phase}[]}
 */
export function agendaPhases(items, currentId) {
  const current = items.findIndex(({ id }) => id === currentId);
  const parent = items[current]?.parent_id ?? null;
  return items.map((item, index) => ({
    item,
    phase: phaseOf(index, current, item.id === parent),
  }));
}

/**
 * @param {number} index
 * @param {number} current -1: none
 * @param {boolean} isAround
 * @returns {Phase}
 */
function phaseOf(index, current, isAround) {
  if (isAround) return "around";
  if (index === current) return "now";
  if (index === current + 1) return "next";
  return index < current ? "past" : "later";
}
