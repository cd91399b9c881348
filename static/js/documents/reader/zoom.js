/**
 * Geometry of a page on the stage: fit, zoom, pan. Pure functions. A view transforms
 * the fitted page: `scale` around its top left corner, then `x`, `y` in pixels. Points
 * are relative to the stage's top left corner.
 *
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: number, y: number}} Point
 * @typedef {{scale: number, x: number, y: number}} View
 */

export const MAX_SCALE = 5;
/** A double tap enlarges at least so much. */
const STEP_SCALE = 2;
/** A scale this near to 1 is 1. */
const NEAR_WHOLE = 1.04;
/** @type {Readonly<View>} */
export const WHOLE = Object.freeze({ scale: 1, x: 0, y: 0 });

/**
 * Fit a page whole into the stage.
 * @param {Size} stage
 * @param {Size} page
 * @returns {Size & {left: number, top: number}} whole pixels, so that text stays crisp
 */
export function fit(stage, page) {
  const ratio = Math.min(stage.width / page.width, stage.height / page.height);
  const width = Math.max(1, Math.round(page.width * ratio));
  const height = Math.max(1, Math.round(page.height * ratio));
  return {
    width,
    height,
    left: Math.round((stage.width - width) / 2),
    top: Math.round((stage.height - height) / 2),
  };
}

/**
 * Keep one axis from leaving the window, or centred where it fits.
 * @param {number} shift
 * @param {number} start where the fitted sheet begins
 * @param {number} length of the fitted sheet
 * @param {number} scale
 * @param {number} window
 */
function hold(shift, start, length, scale, window) {
  const long = length * scale;
  if (long <= window) return (window - long) / 2 - start;
  return Math.min(-start, Math.max(window - long - start, shift));
}

/**
 * Bring a view back within its bounds.
 * @param {View} view
 * @param {Size} stage
 * @param {Size} page
 * @returns {View}
 */
export function clamp(view, stage, page) {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale));
  if (scale < NEAR_WHOLE) return WHOLE;
  const sheet = fit(stage, page);
  return {
    scale,
    x: hold(view.x, sheet.left, sheet.width, scale, stage.width),
    y: hold(view.y, sheet.top, sheet.height, scale, stage.height),
  };
}

/**
 * Change the scale so that the point `from` moves to `to`.
 * @param {View} view
 * @param {number} scale
 * @param {Point} from
 * @param {Point} to
 * @param {Size & {left: number, top: number}} sheet as fitted
 * @returns {View} unclamped
 */
export function scaleAt(view, scale, from, to, sheet) {
  const ratio = scale / view.scale;
  return {
    scale,
    x: to.x - sheet.left - (from.x - sheet.left - view.x) * ratio,
    y: to.y - sheet.top - (from.y - sheet.top - view.y) * ratio,
  };
}

/**
 * View after a double tap: zoomed at the point, or the whole page.
 * @param {View} view
 * @param {Point} point
 * @param {Size} stage
 * @param {Size} page
 * @returns {View}
 */
export function toggle(view, point, stage, page) {
  if (view.scale > 1) return WHOLE;
  const sheet = fit(stage, page);
  const scale = Math.min(MAX_SCALE, Math.max(STEP_SCALE, stage.width / sheet.width));
  return clamp(scaleAt(WHOLE, scale, point, point, sheet), stage, page);
}

/**
 * Carry the reader's own zoom to the next page: same scale, its top in view.
 * @param {View} view
 * @param {Size} stage
 * @param {Size} page
 * @returns {View}
 */
export function carry(view, stage, page) {
  if (view.scale <= 1) return WHOLE;
  return clamp({ ...view, y: Number.MAX_SAFE_INTEGER }, stage, page);
}

/**
 * Choose the image for a sheet: the smallest that is not visibly coarse.
 * @param {Record<string, string>} images width in pixels → SHA-256
 * @param {number} pixels width of the sheet in device pixels
 * @returns {number} the chosen width, 0 if there is none
 */
export function chooseWidth(images, pixels) {
  const widths = Object.keys(images).map(Number);
  widths.sort((one, other) => one - other);
  const enough = widths.find((width) => width * 1.2 >= pixels);
  return enough ?? widths.at(-1) ?? 0;
}
