/**
 * Note values: types, creation, simplification of strokes, hit test. Pure functions.
 *
 * @typedef {"ink" | "highlight" | "text"} Kind
 * @typedef {"black" | "blue" | "red" | "green" | "yellow"} Colour
 * @typedef {[x: number, y: number, width: number, height: number]} Box
 * @typedef {{points: number[], width: number}} Ink x, y, x, y, … in fractions of the page
 * @typedef {{boxes: Box[]}} Highlight
 * @typedef {{text: string, at: [number, number]}} Text
 * @typedef {{quote: string, before: string, after: string}} Anchor
 * @typedef {object} Note
 * @property {string} key
 * @property {number} document
 * @property {number} page
 * @property {Kind} kind
 * @property {Colour} colour
 * @property {any} body Ink, Highlight or Text
 * @property {Anchor} anchor
 * @property {number} revision the server's, that this was made from; 0: it has none yet
 * @property {boolean} deleted
 * @property {boolean} unplaced it has no position in the version that replaced its document
 * @property {string} edited_at
 * @property {number} [waiting] counts edits that the server does not have yet
 * @property {string} [refusal] why the server would not keep it
 * @property {string} [author] author of a note shared by another member
 */

/** @type {Anchor} */
export const NO_ANCHOR = Object.freeze({ quote: "", before: "", after: "" });

/**
 * @param {Pick<Note, "document" | "page" | "kind" | "colour" | "body"> &
 *   {anchor?: Anchor}} what
 * @returns {Note}
 */
export function newNote(what) {
  return {
    anchor: NO_ANCHOR,
    ...what,
    key: uuid(),
    revision: 0,
    deleted: false,
    unplaced: false,
    edited_at: new Date().toISOString(),
  };
}

/** `crypto.randomUUID` is there over TLS only. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20, 32]
    .map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end))
    .join("-");
}

/** No finer than this, in parts of the page: half a pixel of a tablet. */
const TOLERANCE = 0.0006;
/** What the server takes of one stroke. */
const MAX_NUMBERS = 2000;

/**
 * Leave out the points that a stroke does not need to look the same.
 * @param {number[]} points x, y, x, y, …
 * @param {number} [tolerance]
 * @returns {number[]} rounded
 */
export function simplify(points, tolerance = TOLERANCE) {
  const last = points.length / 2 - 1;
  const kept = new Set([0, Math.max(0, last)]);
  const open = [[0, last]];
  while (open.length) {
    const [from = 0, to = 0] = open.pop() ?? [];
    const [far, distance] = farthestPoint(points, from, to);
    if (distance <= tolerance) continue;
    kept.add(far);
    open.push([from, far], [far, to]);
  }
  const order = [...kept].sort((one, other) => one - other);
  if (order.length * 2 > MAX_NUMBERS) return simplify(points, tolerance * 2);
  return order.flatMap((index) => [
    round(points[index * 2] ?? 0),
    round(points[index * 2 + 1] ?? 0),
  ]);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10_000) / 10_000;
}

/**
 * Find the point with the largest distance from the line between the ends.
 * @param {number[]} points
 * @param {number} from
 * @param {number} to
 * @returns {[index: number, distance: number]}
 */
function farthestPoint(points, from, to) {
  const at = (/** @type {number} */ index) => points[index] ?? 0;
  const [x, y] = [at(from * 2), at(from * 2 + 1)];
  const [dx, dy] = [at(to * 2) - x, at(to * 2 + 1) - y];
  const long = dx * dx + dy * dy;
  let [far, most] = [from, 0];
  for (let index = from + 1; index < to; index += 1) {
    const [px, py] = [at(index * 2) - x, at(index * 2 + 1) - y];
    const along = long ? Math.min(1, Math.max(0, (px * dx + py * dy) / long)) : 0;
    const away = Math.hypot(px - along * dx, py - along * dy);
    if (away > most) [far, most] = [index, away];
  }
  return [far, most];
}

/**
 * Tell whether a rubber at this point touches the note.
 * @param {Note} note
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function isHitByEraser(note, x, y, radius) {
  if (note.kind === "highlight") {
    return note.body.boxes.some(
      (/** @type {Box} */ [left, top, width, height]) =>
        x >= left && x <= left + width && y >= top && y <= top + height,
    );
  }
  return note.kind === "ink" && isOnStroke(note.body.points, x, y, radius);
}

/**
 * @param {number[]} points
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function isOnStroke(points, x, y, radius) {
  for (let index = 0; index < points.length; index += 2) {
    const from = Math.max(0, index - 2);
    const piece = [points[from], points[from + 1], x, y];
    const ends = [points[index], points[index + 1]];
    const all = /** @type {number[]} */ ([...piece, ...ends]);
    if (farthestPoint(all, 0, 2)[1] <= radius) return true;
  }
  return false;
}
