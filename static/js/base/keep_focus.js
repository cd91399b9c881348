/**
 * Keeps the keyboard's place when the control that has it goes away: pressed and replaced
 * by another, removed with its row, or hidden with its panel. Browsers put the focus on
 * the page's body then, and whoever works by keys begins anew at the top.
 */

/** What may be given the focus unasked; a text field would open a tablet's keyboard. */
const CONTROLS = "button, a[href], summary, input[type=checkbox], input[type=radio]";
/** One of many alike: its neighbour stands for it. */
const ENTRIES = "li, tr, button, a, label, details";
/** How many controls before the last one are remembered. */
const MEMORY = 8;
/** So many levels up, what stands in the same place is taken for its replacement. */
const NEAR = 2;

/**
 * @typedef {{parent: Element, index: number}} Step where an ancestor stands in its parent
 * @typedef {{element: HTMLElement, path: Step[]}} Visit
 */

/** @type {Visit[]} the newest first */
let visits = [];
let isKept = false;

/** Keep the focus on this page from now on. */
export function keepFocus() {
  if (isKept) return;
  isKept = true;
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) remember(target);
  });
  document.addEventListener("focusout", ({ relatedTarget }) => {
    // A list that is drawn anew is whole again only after the script that does it.
    if (!relatedTarget) queueMicrotask(restore);
  });
}

/** @param {HTMLElement} element */
function remember(element) {
  const others = visits.filter((one) => one.element !== element);
  visits = [{ element, path: pathOf(element) }, ...others].slice(0, MEMORY);
}

/** @param {Element} element */
function pathOf(element) {
  /** @type {Step[]} */
  const path = [];
  for (let at = element; at.parentElement; at = at.parentElement) {
    const parent = at.parentElement;
    if (parent === document.body) break;
    path.push({ parent, index: [...parent.children].indexOf(at) });
  }
  return path;
}

function restore() {
  const [last] = visits;
  const isLost = (document.activeElement ?? document.body) === document.body;
  if (!last || !isLost || isUsable(last.element)) return;
  if (isShown(last.element)) return whenEnabled(last.element, restore);
  heirOf(last)?.focus({ preventScroll: true });
}

/**
 * A button that is off while the server answers gets the focus back.
 * @param {HTMLElement} element
 * @param {() => void} otherwise
 */
function whenEnabled(element, otherwise) {
  const watch = new MutationObserver(() => {
    if (isShown(element) && !isUsable(element)) return;
    watch.disconnect();
    if (document.activeElement !== document.body) return;
    if (isUsable(element)) element.focus({ preventScroll: true });
    else otherwise();
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
}

/**
 * Return what takes the place of a control that is gone.
 * @param {Visit} visit
 * @returns {HTMLElement | undefined}
 */
function heirOf({ element, path }) {
  const level = path.findIndex(({ parent }) => isShown(parent));
  const living = level < 0 ? [] : path.slice(level);
  const gone = level > 0 ? path[level - 1]?.parent : element;
  const near = gone?.matches(ENTRIES) ? living.slice(0, NEAR) : [];
  const before = visits.map((one) => one.element).find(isUsable);
  const anywhere = { parent: document.body, index: 0 };
  return firstOf(near) ?? before ?? firstOf([...living, anywhere]);
}

/** @param {Step[]} steps */
function firstOf(steps) {
  for (const step of steps) {
    const found = inPlace(step);
    if (found) return found;
  }
  return undefined;
}

/**
 * Return the control that stands there now, else the next one, else the last.
 * @param {Step} step
 */
function inPlace({ parent, index }) {
  const all = /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(CONTROLS)]);
  const usable = all.filter(isUsable);
  const from = parent.children[index];
  const isNext = (/** @type {Element} */ one) =>
    from?.contains(one) ||
    Boolean(
      (from?.compareDocumentPosition(one) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
  return usable.find(isNext) ?? usable.at(-1);
}

/** @param {Element} element */
function isShown(element) {
  // Safari has `checkVisibility` only since 17.4.
  return (
    element.getClientRects().length > 0 &&
    getComputedStyle(element).visibility === "visible"
  );
}

/** @param {HTMLElement} element */
function isUsable(element) {
  return (
    isShown(element) &&
    element.tabIndex >= 0 &&
    !element.matches(":disabled") &&
    element.closest("[inert]") === null
  );
}
