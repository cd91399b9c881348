/** Parts that several scenes have. */

import { el } from "../../base/dom.js";

/**
 * How long a text is, for its size: every text must be whole, none may be small.
 * @param {string} text
 * @param {number} [medium]
 * @param {number} [long]
 */
export function lengthOf(text, medium = 60, long = 140) {
  if (text.length > long) return "long";
  return text.length > medium ? "medium" : "";
}

/**
 * A scene's element.
 * @param {string} name
 * @param {...(Node | string | null | false | undefined)} children
 */
export function sceneElement(name, ...children) {
  return el("div", { class: `scene scene-${name}` }, ...children);
}

/**
 * Set a text only where it is another, so that nothing is laid out anew.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Draw children anew only where what they show has changed.
 * @param {Element} element
 * @param {unknown} shown
 * @param {() => (Node | null)[]} draw
 */
export function redraw(element, shown, draw) {
  const signature = JSON.stringify(shown);
  if (element.getAttribute("data-drawn") === signature) return;
  element.setAttribute("data-drawn", signature);
  element.replaceChildren(...draw().flatMap((child) => child ?? []));
}

const SMALLEST_SCALE = 0.5;
const SCALE_STEP = 0.93;

/**
 * Make everything smaller until it fits: long names and many candidates must be whole.
 * @param {HTMLElement} scene laid out already
 */
export function fitScene(scene) {
  let scale = 1;
  scene.style.removeProperty("--scale");
  while (scene.scrollHeight > scene.clientHeight + 1 && scale > SMALLEST_SCALE) {
    scale *= SCALE_STEP;
    scene.style.setProperty("--scale", String(scale));
  }
}
