/**
 * How this device shows things: colours, contrast, size of letters, the easy mode.
 * It belongs to the device and outlives a meeting, but not the handing back of a shared
 * tablet. Loaded before the first paint, so that a dark screen never flashes white.
 *
 * @typedef {object} Wishes
 * @property {"light" | "dark"} theme
 * @property {boolean} contrast stronger than usual
 * @property {boolean} inverted page images too, where the theme is dark
 * @property {number} size step of SIZES, for text that is set anew
 * @property {"page" | "text"} view the printed page, or its text alone
 * @property {boolean} pair two pages side by side where there is room
 * @property {boolean} easy large type and five buttons
 * @property {{view: "page" | "text", size: number} | null} before the easy mode
 */

export const LOOK_KEY = "kiosk-look";
/** Multiples of the usual size of reading. */
export const SIZES = [1, 1.2, 1.45, 1.75, 2.1, 2.5];
/** The least step in the easy mode. */
const EASY_SIZE = 2;

/** @type {Wishes} */
const PLAIN = {
  theme: "light",
  contrast: false,
  inverted: false,
  size: 0,
  view: "page",
  pair: false,
  easy: false,
  before: null,
};

/**
 * Take what was kept, and of it only what makes sense.
 * @param {any} kept
 * @returns {Wishes}
 */
export function readWishes(kept) {
  const found = kept && typeof kept === "object" ? kept : {};
  const { before } = found;
  return {
    theme: found.theme === "dark" ? "dark" : "light",
    contrast: found.contrast === true,
    inverted: found.inverted === true,
    size: sizeOf(found.size),
    view: viewOf(found.view),
    pair: found.pair === true,
    easy: found.easy === true,
    before: before ? { view: viewOf(before.view), size: sizeOf(before.size) } : null,
  };
}

/** @param {unknown} view */
function viewOf(view) {
  return view === "text" ? "text" : "page";
}

/** @param {any} size */
function sizeOf(size) {
  return Number.isInteger(size) && size in SIZES ? size : 0;
}

/**
 * Change one wish. The easy mode brings large text with it, and gives back what was
 * before when it is switched off.
 * @param {Wishes} wishes
 * @param {Partial<Wishes>} change
 * @returns {Wishes}
 */
export function wish(wishes, change) {
  const next = readWishes({ ...wishes, ...change });
  if (next.easy === wishes.easy) return next;
  if (!next.easy) return { ...next, ...(wishes.before ?? {}), before: null };
  const { view, size } = wishes;
  return {
    ...next,
    view: "text",
    size: Math.max(size, EASY_SIZE),
    before: { view, size },
  };
}

/** @returns {Storage | null} null where the browser allows none */
function storage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** @returns {Wishes} */
function load() {
  try {
    return readWishes(JSON.parse(storage()?.getItem(LOOK_KEY) ?? "null"));
  } catch {
    return PLAIN;
  }
}

export class Look extends EventTarget {
  wishes = load();

  /** @param {Partial<Wishes>} change */
  set(change) {
    this.wishes = wish(this.wishes, change);
    try {
      storage()?.setItem(LOOK_KEY, JSON.stringify(this.wishes));
    } catch {
      // A full storage costs the wish at the next start, nothing now.
    }
    this.apply();
    this.dispatchEvent(new Event("changed"));
  }

  /** Say it to the style sheets. */
  apply() {
    const root = globalThis.document?.documentElement;
    if (!root) return;
    const { theme, contrast, inverted, view, easy, size } = this.wishes;
    root.dataset.theme = theme;
    root.dataset.contrast = contrast ? "more" : "usual";
    root.dataset.inverted = String(inverted && theme === "dark");
    root.dataset.view = view;
    root.dataset.easy = String(easy);
    root.style.setProperty("--reading", String(SIZES[size]));
  }
}

/** Of the whole screen: there is one device. */
export const look = new Look();
look.apply();
