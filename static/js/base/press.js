/**
 * Nothing is drawn anew between press and release: what is pressed would be gone, or
 * another button in its place, before the click.
 */

/** A press whose end is never reported ends so; slow fingers press for less. */
export const LONGEST_PRESS_MS = 3000;
/** With a finger the click is an event of its own, some milliseconds after the release. */
export const CLICK_MS = 60;

/** What is to be drawn after the release, by who draws. @type {Map<object, () => void>} */
const waiting = new Map();
/** The timer that ends the press; 0: nothing is pressed. @type {any} */
let press = 0;
let isNoticing = false;

/**
 * Notice presses on this page from now on.
 * @param {EventTarget} [page]
 */
export function noticePresses(page = globalThis) {
  if (isNoticing) return;
  isNoticing = true;
  const listen = (/** @type {string} */ type, /** @type {number} */ ms) =>
    page.addEventListener(
      type,
      ({ target }) => {
        // A press takes the focus from another element, which ends nothing.
        if (type === "blur" && target !== page) return;
        if (press || type === "pointerdown") endAfter(ms);
      },
      { capture: true },
    );
  listen("pointerdown", LONGEST_PRESS_MS);
  listen("pointerup", CLICK_MS);
  for (const end of ["click", "pointercancel", "blur"]) listen(end, 0);
}

/** @param {number} ms */
function endAfter(ms) {
  clearTimeout(press);
  press = setTimeout(end, ms);
}

function end() {
  press = 0;
  const drawings = [...waiting.values()];
  waiting.clear();
  for (const draw of drawings) draw();
}

/**
 * Draw now, or after the release if something is pressed; of several drawings of one
 * owner only the last is done.
 * @param {object} owner
 * @param {() => void} draw
 */
export function afterPress(owner, draw) {
  if (press) waiting.set(owner, draw);
  else draw();
}
