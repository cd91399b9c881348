/** Scroll within a box without moving the page. */

/**
 * Scroll the nearest scrolling box around `element`, if there is one, so that the
 * element is seen. Where the box is as long as its content (on a phone), the page
 * stays where the reader left it.
 * @param {Element | null} element
 */
export function scrollIntoBox(element) {
  const box = element && scrollingBox(element);
  if (!element || !box) return;
  const inside = element.getBoundingClientRect();
  const around = box.getBoundingClientRect();
  if (inside.top < around.top) box.scrollTop -= around.top - inside.top;
  else if (inside.bottom > around.bottom) {
    const most = inside.top - around.top;
    box.scrollTop += Math.min(inside.bottom - around.bottom, most);
  }
}

/** @param {Element} element */
function scrollingBox(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box === document.body) return null;
    const { overflowY } = getComputedStyle(box);
    const scrolls = overflowY === "auto" || overflowY === "scroll";
    if (scrolls && box.scrollHeight > box.clientHeight) return box;
  }
  return null;
}
