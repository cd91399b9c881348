/** What a clock shows at a moment. Pure functions. */

/**
 * @typedef {import("../live/messages.js").Timer} Timer
 * @typedef {"normal" | "warn" | "over"} TimerLevel
 * @typedef {object} TimerFace
 * @property {string} text `04:59` left, `+00:12` over, or the time passed without a limit
 * @property {number | null} remaining_ms negative: over; null: no limit
 * @property {TimerLevel} level
 */

const SECOND_MS = 1000;

/**
 * Return how long a timer has run, in milliseconds.
 * @param {Timer} timer
 * @param {number} now the server's time
 */
export function elapsedOf(timer, now) {
  if (timer.running_since === null) return timer.elapsed_ms;
  return timer.elapsed_ms + Math.max(0, now - Date.parse(timer.running_since));
}

/**
 * Say what the clock shows.
 * @param {Timer} timer
 * @param {number} now the server's time
 * @returns {TimerFace}
 */
export function timerText(timer, now) {
  const elapsed = elapsedOf(timer, now);
  if (!timer.limit_seconds)
    return { text: duration(elapsed), remaining_ms: null, level: "normal" };
  const remaining = timer.limit_seconds * SECOND_MS - elapsed;
  // Rounded up: the first second shows the whole time, and 00:00 is the end.
  const text =
    remaining >= 0
      ? duration(Math.ceil(remaining / SECOND_MS) * SECOND_MS)
      : `+${duration(-remaining)}`;
  return { text, remaining_ms: remaining, level: levelOf(timer, remaining) };
}

/**
 * @param {Timer} timer
 * @param {number} remaining
 * @returns {TimerLevel}
 */
function levelOf({ warn_seconds }, remaining) {
  if (remaining <= 0) return "over";
  return remaining <= Math.max(0, ...warn_seconds) * SECOND_MS ? "warn" : "normal";
}

/**
 * Return in how many milliseconds the clock shows another second; null: it stands still.
 * All screens change at the same moment, the full second of the timer.
 * @param {Timer} timer
 * @param {number} now the server's time
 * @returns {number | null}
 */
export function nextTick(timer, now) {
  if (timer.running_since === null) return null;
  const passed = elapsedOf(timer, now) % SECOND_MS;
  // A millisecond later, so that rounding never finds the second before.
  return SECOND_MS - passed + 1;
}

/**
 * Return the threshold passed between two looks at the clock: seconds left, 0 at the
 * end; null: none.
 * @param {Timer} timer
 * @param {number | null} before remaining milliseconds at the last look
 * @param {number | null} after remaining milliseconds now
 * @returns {number | null}
 */
export function thresholdPassed(timer, before, after) {
  if (before === null || after === null) return null;
  const passed = [...timer.warn_seconds, 0].filter(
    (seconds) => before > seconds * SECOND_MS && after <= seconds * SECOND_MS,
  );
  return passed.length ? Math.min(...passed) : null;
}

/**
 * Write a duration as mm:ss or h:mm:ss.
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = Math.floor(ms / SECOND_MS);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${tail}` : tail;
}
