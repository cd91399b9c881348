/** Create elements. Strings become text, never markup. */

/**
 * @typedef {Record<string, string | number | boolean | null | undefined |
 *   ((event: any) => void)>} Properties
 */

/**
 * Make an element: `class`, `on…` listeners, otherwise attributes; null is left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {(Node | string | null | false | undefined)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (isSet(name, value)) element.setAttribute(name, String(value));
  }
  element.append(...children.filter(Boolean).map(orEmpty));
  return element;
}

/**
 * Tell assistive technology, and the style sheets, whether work is under way.
 * @param {Element} element
 * @param {boolean} isBusy
 */
export function setBusy(element, isBusy) {
  if (isBusy) element.setAttribute("aria-busy", "true");
  else element.removeAttribute("aria-busy");
}

/** @param {Node | string | null | false | undefined} child */
function orEmpty(child) {
  return child || "";
}

/**
 * An empty `alt` is set too: it marks the image as decorative.
 * @param {string} name
 * @param {unknown} value
 */
function isSet(name, value) {
  return Boolean(value) || value === 0 || (name === "alt" && value === "");
}
