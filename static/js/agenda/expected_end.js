/** How far a meeting is behind its agenda. Pure functions. */

/** @typedef {import("../live/messages.js").Item} Item */
/** @typedef {import("../live/messages.js").Timer} Timer */

/** @typedef {{ids: number[], ms: number}} Step */

const MINUTE_MS = 60_000;
/** Beyond this the agenda is not what is being held: minutes. */
const LONGEST_LATE = 6 * 60;
const NONE = { item: null, speaker: null, ran: [] };

/**
 * Say how late a running meeting will end if all that follows takes what is planned.
 * @param {object} meeting
 * @param {Item[]} meeting.items in order
 * @param {string} meeting.startsAt
 * @param {number | null} meeting.current the current item
 * @param {number} meeting.elapsedMs how long it has run
 * @param {number[]} meeting.ran items that were called and are over
 * @param {number} now milliseconds since 1970, by the server's clock
 * @returns {{endsAt: number, late: number} | null} `endsAt` in milliseconds since 1970,
 *   whole minutes `late`, negative if early; null: the agenda does not say
 */
export function expectedEnd({ items, startsAt, current, elapsedMs, ran }, now) {
  const steps = planSteps(items);
  const total = steps.reduce((sum, step) => sum + step.ms, 0);
  const start = Date.parse(startsAt);
  if (!total || Number.isNaN(start)) return null;
  const isCurrent = (/** @type {Step} */ { ids }) =>
    current !== null && ids.includes(current);
  const rest = remainingMs(steps, new Set(ran), isCurrent, elapsedMs);
  const isBegun = current !== null || ran.length > 0;
  const endsAt = (isBegun ? now : Math.max(now, start)) + rest;
  const late = Math.round((endsAt - start - total) / MINUTE_MS);
  return Math.abs(late) > LONGEST_LATE ? null : { endsAt, late };
}

/**
 * Say how long the rest takes; what was passed over is not expected any more.
 * @param {Step[]} steps
 * @param {Set<number>} over
 * @param {(step: Step) => boolean} isCurrent
 * @param {number} elapsedMs
 */
function remainingMs(steps, over, isCurrent, elapsedMs) {
  const at = steps.findIndex(isCurrent);
  const reached = at < 0 ? lastIndex(steps, over) : at;
  const rest = steps
    .slice(reached + 1)
    .filter(({ ids }) => !ids.every((id) => over.has(id)));
  const ofCurrent = Math.max(0, (steps[at]?.ms ?? 0) - elapsedMs);
  return rest.reduce((sum, { ms }) => sum + ms, ofCurrent);
}

/**
 * Return what follows one after another: items that name their minutes, with their
 * sub-items; of the others the sub-items one by one.
 * @param {Item[]} items
 */
function planSteps(items) {
  /** @type {Step[]} */
  const steps = [];
  for (const item of items) {
    if (item.parent_id !== null) continue;
    const children = items.filter((other) => other.parent_id === item.id);
    const parts = item.planned_minutes || !children.length ? [] : children;
    if (parts.length === 0) {
      const ids = [item.id, ...children.map(({ id }) => id)];
      steps.push({ ids, ms: item.planned_minutes * MINUTE_MS });
    }
    for (const [index, { id, planned_minutes }] of parts.entries()) {
      // The item itself is called before its first part.
      const ids = index === 0 ? [item.id, id] : [id];
      steps.push({ ids, ms: planned_minutes * MINUTE_MS });
    }
  }
  return steps;
}

/**
 * @param {Step[]} steps
 * @param {Set<number>} over
 * @returns {number} the last step that is over, -1: none
 */
function lastIndex(steps, over) {
  return steps.map(({ ids }) => ids.some((id) => over.has(id))).lastIndexOf(true);
}

/**
 * Return what `expectedEnd` needs of a state.
 * @param {import("../live/messages.js").Snapshot} state
 * @param {number} now
 */
export function progressOf({ meeting, items, live, timers = NONE }, now) {
  const { running_since: since = null, elapsed_ms: elapsed = 0 } = timers.item ?? {};
  const running = since === null ? 0 : Math.max(0, now - Date.parse(since));
  return {
    items,
    startsAt: meeting.starts_at,
    current: live.item_id,
    elapsedMs: elapsed + running,
    ran: timers.ran,
  };
}
