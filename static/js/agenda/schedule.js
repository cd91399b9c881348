/** Planned and elapsed times of agenda items. Pure functions. */

/** @typedef {import("../live/messages.js").Item} Item */

const MINUTE_MS = 60_000;

/**
 * Say when each item is planned to begin: one after another from the opening, a
 * sub-item within its item.
 * @param {Item[]} items in order
 * @param {string} startsAt
 * @returns {Map<number, number>} item → milliseconds since 1970
 */
export function plannedStarts(items, startsAt) {
  const starts = new Map();
  let next = Date.parse(startsAt);
  for (const item of items) {
    if (item.parent_id !== null && starts.has(item.parent_id)) continue;
    starts.set(item.id, next);
    startChildren(items, item, next, starts);
    next += plannedMinutesOf(items, item) * MINUTE_MS;
  }
  return starts;
}

/**
 * @param {Item[]} items
 * @param {Item} parent
 * @param {number} start
 * @param {Map<number, number>} starts
 */
function startChildren(items, parent, start, starts) {
  let next = start;
  for (const child of items) {
    if (child.parent_id !== parent.id) continue;
    starts.set(child.id, next);
    startChildren(items, child, next, starts);
    next += plannedMinutesOf(items, child) * MINUTE_MS;
  }
}

/**
 * Return an item's planned minutes, those of its sub-items where it names none.
 * @param {Item[]} items
 * @param {Item} item
 * @returns {number}
 */
export function plannedMinutesOf(items, item) {
  if (item.planned_minutes) return item.planned_minutes;
  const children = items.filter((other) => other.parent_id === item.id);
  return children.reduce((sum, child) => sum + plannedMinutesOf(items, child), 0);
}

/**
 * Say how an item's time goes.
 * @param {string} startedAt
 * @param {number} plannedMinutes 0: no limit
 * @param {number} now milliseconds since 1970
 * @returns {{elapsed: string, over: number, share: number}} `elapsed` as mm:ss or
 *   h:mm:ss, whole minutes `over` the plan, `share` of the plan used, at most 1
 */
export function itemProgress(startedAt, plannedMinutes, now) {
  const passed = Math.max(0, now - Date.parse(startedAt));
  const planned = plannedMinutes * MINUTE_MS;
  return {
    elapsed: formatDuration(Math.floor(passed / 1000)),
    over:
      planned && passed > planned ? Math.floor((passed - planned) / MINUTE_MS) + 1 : 0,
    share: planned ? Math.min(1, passed / planned) : 0,
  };
}

/** @param {number} seconds */
function formatDuration(seconds) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = `${two(minutes)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${tail}` : tail;
}

/**
 * Return the time of day in Vietnam, such as 07:30.
 * @param {number} moment milliseconds since 1970
 */
export function formatTimeOfDay(moment) {
  return new Date(moment).toLocaleTimeString("vi-VN", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: "Asia/Ho_Chi_Minh",
  });
}
