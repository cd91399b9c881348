/** Horizontal swipes on the text turn the page; vertical ones scroll. */

const LEAST = 60;

/**
 * @param {HTMLElement} element
 * @param {import("../reader/turn_origin.js").TurnOrigin} origin
 * @param {(step: number) => void} step
 */
export function sideSwipes(element, origin, step) {
  /** @type {{x: number, y: number} | null} */
  let start = null;
  element.addEventListener(
    "touchstart",
    ({ touches: [finger, second] }) => {
      start = finger && !second ? { x: finger.clientX, y: finger.clientY } : null;
      if (start) origin.begin();
    },
    { passive: true },
  );
  element.addEventListener("touchend", ({ changedTouches: [finger] }) => {
    if (!start || !finger) return;
    const turned = turnDirection(finger.clientX - start.x, finger.clientY - start.y);
    start = null;
    if (turned && !origin.isVoid) step(turned);
  });
  element.addEventListener("touchcancel", () => {
    start = null;
  });
}

/**
 * Tell which way a stroke turns the page; 0 where it meant something else.
 * @param {number} dx
 * @param {number} dy
 * @returns {number}
 */
export function turnDirection(dx, dy) {
  if (Math.abs(dx) < LEAST || Math.abs(dx) < 2 * Math.abs(dy)) return 0;
  return dx < 0 ? 1 : -1;
}
