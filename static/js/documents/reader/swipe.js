/** Interpretation of a finger's path across the page. Pure functions. */

/** Movement up to this is a tap, in pixels. */
export const TAP_TOLERANCE_PX = 10;
/** Faster than this is a flick, in pixels per millisecond. */
const MIN_FLICK_SPEED = 0.35;
/** Without a flick a page must be pulled so far, as a share of the width. */
const MIN_PULL_SHARE = 0.28;
/** Tapping this share of the width at either edge turns the page. */
const EDGE_SHARE = 0.2;
/** Largest interval and distance of the two taps of a double tap. */
const DOUBLE_TAP_MS = 320;
const DOUBLE_TAP_DISTANCE = 40;
/** Share of the movement applied beyond the first or last page. */
const EDGE_RESISTANCE = 0.22;

/**
 * Say which way a released swipe turns: 1 forward, -1 back, 0 not at all.
 * @param {{dx: number, velocity: number, width: number,
 *   hasPrevious: boolean, hasNext: boolean}} path `velocity` in pixels per millisecond
 * @returns {-1 | 0 | 1}
 */
export function swipeStep({ dx, velocity, width, hasPrevious, hasNext }) {
  if (Math.abs(dx) <= TAP_TOLERANCE_PX || !isDeliberate(dx, velocity, width)) return 0;
  if (dx < 0) return hasNext ? 1 : 0;
  return hasPrevious ? -1 : 0;
}

/**
 * Whether a swipe is deliberate: a flick, or a long pull that is not flicked back.
 * @param {number} dx
 * @param {number} velocity
 * @param {number} width
 */
function isDeliberate(dx, velocity, width) {
  if (Math.abs(velocity) > MIN_FLICK_SPEED)
    return Math.sign(velocity) === Math.sign(dx);
  return Math.abs(dx) > width * MIN_PULL_SHARE;
}

/**
 * Offset of the page for a finger's movement.
 * @param {number} dx
 * @param {boolean} hasPrevious
 * @param {boolean} hasNext
 */
export function resistedOffset(dx, hasPrevious, hasNext) {
  const isBlocked = dx < 0 ? !hasNext : !hasPrevious;
  return isBlocked ? dx * EDGE_RESISTANCE : dx;
}

/**
 * Say which zone was tapped: -1 the left edge, 1 the right edge, 0 the page.
 * @param {number} x from the stage's left edge
 * @param {number} width of the stage
 * @returns {-1 | 0 | 1}
 */
export function tapZone(x, width) {
  if (x < width * EDGE_SHARE) return -1;
  return x > width * (1 - EDGE_SHARE) ? 1 : 0;
}

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{point: Point, at: number}} Tap
 */

/**
 * @param {Point} one
 * @param {Point} other
 */
export function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/**
 * Tell whether a tap is the second of a double tap.
 * @param {Tap | null} last
 * @param {Tap} now
 */
export function isDoubleTap(last, now) {
  if (!last || now.at - last.at > DOUBLE_TAP_MS) return false;
  return distance(now.point, last.point) < DOUBLE_TAP_DISTANCE;
}

/** Speed of a finger over the last 100 ms. */
export class Speed {
  /** @type {{x: number, at: number}[]} */
  #marks = [];

  /**
   * @param {number} x
   * @param {number} at in milliseconds
   */
  note(x, at) {
    this.#marks.push({ x, at });
    while (at - (this.#marks[0]?.at ?? at) > 100) this.#marks.shift();
  }

  /** @returns {number} pixels per millisecond */
  value() {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.at === first.at) return 0;
    return (last.x - first.x) / (last.at - first.at);
  }
}
