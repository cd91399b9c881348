/**
 * Keep a tablet on its screen: disable the back gesture and long-press menus. Links and
 * buttons work as usual.
 */

/** Where a long press is of use: choosing words, pasting a code. */
const LONG_PRESS_TARGETS = "input, textarea, [contenteditable], .text";

/**
 * Let the gesture and the button for "back" lead nowhere. The browser uses an entry of
 * the history only if it was added during a user gesture.
 */
function disableBack() {
  addEventListener("pointerdown", () => history.pushState({ stays: true }, ""), {
    once: true,
  });
  addEventListener("popstate", () => {
    if (!history.state?.stays) history.forward();
  });
}

/** @param {Event} event */
function preventMenu(event) {
  const { target } = event;
  if (target instanceof Element && !target.closest(LONG_PRESS_TARGETS))
    event.preventDefault();
}

/** Keep this screen open until the user leaves it on purpose. */
export function lockNavigation() {
  disableBack();
  // A long press on a page image would offer to save it.
  document.addEventListener("contextmenu", preventMenu);
  document.addEventListener("dragstart", preventMenu);
}
