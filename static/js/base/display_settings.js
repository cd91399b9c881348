/**
 * Display settings of this device: theme, contrast, text size, easy mode. They outlive
 * a meeting but not the return of a shared tablet. Loaded before the first paint, so
 * that a dark screen does not flash white.
 *
 * @typedef {object} Settings
 * @property {"light" | "dark"} theme
 * @property {boolean} contrast stronger than usual
 * @property {boolean} inverted page images too, where the theme is dark
 * @property {number} size step of SIZES, for reflowed text
 * @property {"page" | "text"} view the page image or its text
 * @property {boolean} pair two pages side by side where there is room
 * @property {boolean} easy large type and six buttons
 * @property {{view: "page" | "text", size: number} | null} before the easy mode
 */

export const DISPLAY_KEY = "kiosk-look";
/** Multiples of the usual size of reading. */
export const SIZES = [1, 1.2, 1.45, 1.75, 2.1, 2.5];
/** The least step in the easy mode. */
const EASY_MIN_SIZE = 2;

/** @type {Settings} */
const DEFAULTS = {
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
 * Validate stored settings; invalid values become defaults.
 * @param {any} stored
 * @returns {Settings}
 */
export function parseSettings(stored) {
  const found = stored && typeof stored === "object" ? stored : {};
  const { before } = found;
  return {
    theme: found.theme === "dark" ? "dark" : "light",
    contrast: found.contrast === true,
    inverted: found.inverted === true,
    size: parseSize(found.size),
    view: parseView(found.view),
    pair: found.pair === true,
    easy: found.easy === true,
    before: before
      ? { view: parseView(before.view), size: parseSize(before.size) }
      : null,
  };
}

/** @param {unknown} view */
function parseView(view) {
  return view === "text" ? "text" : "page";
}

/** @param {any} size */
function parseSize(size) {
  return Number.isInteger(size) && size in SIZES ? size : 0;
}

/**
 * Change one wish. The easy mode brings large text with it, and gives back what was
 * before when it is switched off.
 * @param {Settings} settings
 * @param {Partial<Settings>} change
 * @returns {Settings}
 */
export function withSetting(settings, change) {
  const next = parseSettings({ ...settings, ...change });
  if (next.easy === settings.easy) return next;
  if (!next.easy) return { ...next, ...(settings.before ?? {}), before: null };
  const { view, size } = settings;
  return {
    ...next,
    view: "text",
    size: Math.max(size, EASY_MIN_SIZE),
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

/** @returns {Settings} */
function load() {
  try {
    return parseSettings(JSON.parse(storage()?.getItem(DISPLAY_KEY) ?? "null"));
  } catch {
    return DEFAULTS;
  }
}

export class DisplaySettings extends EventTarget {
  settings = load();

  /** @param {Partial<Settings>} change */
  set(change) {
    this.settings = withSetting(this.settings, change);
    try {
      storage()?.setItem(DISPLAY_KEY, JSON.stringify(this.settings));
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
    const { theme, contrast, inverted, view, easy, size } = this.settings;
    root.dataset.theme = theme;
    root.dataset.contrast = contrast ? "more" : "usual";
    root.dataset.inverted = String(inverted && theme === "dark");
    root.dataset.view = view;
    root.dataset.easy = String(easy);
    root.style.setProperty("--reading", String(SIZES[size]));
  }
}

/** Of the whole screen: there is one device. */
export const displaySettings = new DisplaySettings();
displaySettings.apply();
