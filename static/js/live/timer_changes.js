/** What events of timers change in the state. Pure functions. */

/** @typedef {import("./messages.js").Snapshot} Snapshot */

/** As `kiosk/timers/rules.py`: an item that was called for less has not run. */
const SHORTEST_RUN_MS = 60_000;
/** @type {NonNullable<Snapshot["timers"]>} */
const NO_TIMERS = { item: null, speaker: null, ran: [] };

/** @type {Record<string, (state: Snapshot, event: any) => Snapshot>} */
export const TIMER_CHANGES = { timer_changed: timerChanged };

/**
 * A timer was started, changed or stopped; the item of one that is gone has run.
 * @param {Snapshot} state
 * @param {any} event
 * @returns {Snapshot}
 */
function timerChanged(state, { n, which, timer }) {
  const before = state.timers ?? NO_TIMERS;
  const timers = { ...before, [which]: timer };
  const over = new Set(before.ran);
  if (before.item && hasRun(before.item, timers.item)) over.add(before.item.ref_id);
  if (timers.item) over.delete(timers.item.ref_id);
  return { ...state, n, timers: { ...timers, ran: [...over] } };
}

/**
 * Whether an item was not called by mistake. One that is returned to began earlier.
 * @param {NonNullable<Snapshot["timers"]>["item"] & {}} left
 * @param {NonNullable<Snapshot["timers"]>["item"]} next
 */
function hasRun({ elapsed_ms, running_since: since }, next) {
  if (!next?.running_since || since === null) return true;
  const ran = Date.parse(next.running_since) - Date.parse(since);
  return elapsed_ms + ran >= SHORTEST_RUN_MS;
}
