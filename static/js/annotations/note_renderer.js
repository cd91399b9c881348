/** Draw notes onto a canvas: highlights first, then strokes. */

/** @typedef {import("./note.js").Note} Note */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/** The page stays white in the dark, and so do its inks. @type {Record<string, string>} */
export const INK_COLOURS = {
  black: "#16212b",
  blue: "#1450b4",
  red: "#c01d2a",
  green: "#14703c",
  yellow: "#e0a400",
};
/** @type {Record<string, string>} */
const MARKS = {
  yellow: "rgb(255 205 40 / 42%)",
  green: "rgb(80 205 120 / 36%)",
  blue: "rgb(90 170 255 / 34%)",
  red: "rgb(255 110 110 / 32%)",
  black: "rgb(120 120 120 / 32%)",
};

/**
 * @param {Context} context
 * @param {Note} note
 * @param {Size} size of the whole page in the canvas's pixels
 */
export function drawNote(context, note, size) {
  if (note.kind === "ink") drawStroke(context, note, size);
  else if (note.kind === "highlight") drawMarks(context, note, size);
}

/**
 * @param {Context} context
 * @param {Pick<Note, "body" | "colour">} note
 * @param {Size} size
 */
function drawMarks(context, note, { width, height }) {
  context.fillStyle = MARKS[note.colour] ?? MARKS["yellow"] ?? "";
  for (const [x, y, w, h] of note.body.boxes) {
    // A little air above and below, as a felt pen leaves it.
    context.fillRect(x * width, (y - h * 0.12) * height, w * width, h * 1.24 * height);
  }
}

/**
 * @param {Context} context
 * @param {Pick<Note, "body" | "colour">} note
 * @param {Size} size
 */
function drawStroke(context, note, { width, height }) {
  const { points } = note.body;
  const at = (/** @type {number} */ index) => [
    points[index] * width,
    points[index + 1] * height,
  ];
  applyPen(context, note.colour, note.body.width * width);
  context.beginPath();
  let [x = 0, y = 0] = at(0);
  context.moveTo(x, y);
  // Rounded through the middles, so that thinned points show no corners.
  for (let index = 2; index < points.length; index += 2) {
    const [nextX = 0, nextY = 0] = at(index);
    context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    [x, y] = [nextX, nextY];
  }
  // A dot has length too, or nothing would be drawn.
  context.lineTo(x + 0.01, y);
  context.stroke();
}

/**
 * Take up a pen.
 * @param {Context} context
 * @param {string} colour
 * @param {number} width in pixels
 */
export function applyPen(context, colour, width) {
  context.strokeStyle = INK_COLOURS[colour] ?? INK_COLOURS["blue"] ?? "";
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = Math.max(1, width);
}

/** What one slice of drawing may take, in milliseconds: a turn must find its frame. */
const SLICE_MS = 5;

/**
 * Draw very many notes, a slice at a time.
 * @param {Context} context
 * @param {Note[]} notes
 * @param {Size} size
 * @param {() => boolean} isWanted
 * @returns {Promise<boolean>} whether all were drawn
 */
export async function drawNotes(context, notes, size, isWanted) {
  const marksFirst = [
    ...notes.filter((note) => note.kind === "highlight"),
    ...notes.filter((note) => note.kind === "ink"),
  ];
  let began = performance.now();
  for (const note of marksFirst) {
    drawNote(context, note, size);
    if (performance.now() - began < SLICE_MS) continue;
    await nextTask();
    if (!isWanted()) return false;
    began = performance.now();
  }
  return true;
}

/** @returns {Promise<void>} settles after whatever else waits */
function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}
