/**
 * Restore the keyboard focus when its element is replaced, removed or hidden. Browsers
 * then move the focus to the body, and keyboard users start again at the top.
 */

/** What may be given the focus unasked; a text field would open a tablet's keyboard. */
const FOCUSABLE = "button, a[href], summary, input[type=checkbox], input[type=radio]";
/** Entries of lists: a neighbour may replace one. */
const LIST_ENTRIES = "li, tr, button, a, label, details";
/** How many controls before the last one are remembered. */
const MAX_VISITS = 8;
/** Up to so many levels up, an element at the same index counts as a replacement. */
const NEARBY_LEVELS = 2;

/**
 * @typedef {{parent: Element, index: number}} Step index of an ancestor in its parent
 * @typedef {{element: HTMLElement, path: Step[]}} FocusVisit
 */

/** @type {FocusVisit[]} the newest first */
let visits = [];
let isInstalled = false;

/** Keep the focus on this page from now on. */
export function installFocusRestore() {
  if (isInstalled) return;
  isInstalled = true;
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) remember(target);
  });
  document.addEventListener("focusout", ({ relatedTarget }) => {
    // A list that is rebuilt is complete only after the current script.
    if (!relatedTarget) queueMicrotask(restore);
  });
}

/** @param {HTMLElement} element */
function remember(element) {
  const others = visits.filter((one) => one.element !== element);
  visits = [{ element, path: pathOf(element) }, ...others].slice(0, MAX_VISITS);
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
  if (isShown(last.element)) return refocusWhenEnabled(last.element, restore);
  replacementFor(last)?.focus({ preventScroll: true });
}

/**
 * A button that is off while the server answers gets the focus back.
 * @param {HTMLElement} element
 * @param {() => void} otherwise
 */
function refocusWhenEnabled(element, otherwise) {
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
 * Return the control that replaces a removed one.
 * @param {FocusVisit} visit
 * @returns {HTMLElement | undefined}
 */
function replacementFor({ element, path }) {
  const level = path.findIndex(({ parent }) => isShown(parent));
  const remaining = level < 0 ? [] : path.slice(level);
  const removed = level > 0 ? path[level - 1]?.parent : element;
  const near = removed?.matches(LIST_ENTRIES) ? remaining.slice(0, NEARBY_LEVELS) : [];
  const before = visits.map((one) => one.element).find(isUsable);
  const anywhere = { parent: document.body, index: 0 };
  return firstControlAt(near) ?? before ?? firstControlAt([...remaining, anywhere]);
}

/** @param {Step[]} steps */
function firstControlAt(steps) {
  for (const step of steps) {
    const found = controlAt(step);
    if (found) return found;
  }
  return undefined;
}

/**
 * Return the control at that index, else the next one, else the last.
 * @param {Step} step
 */
function controlAt({ parent, index }) {
  const all = /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(FOCUSABLE)]);
  const usable = all.filter(isUsable);
  const start = parent.children[index];
  const isNext = (/** @type {Element} */ one) =>
    start?.contains(one) ||
    Boolean(
      (start?.compareDocumentPosition(one) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING,
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
