/**
 * Invisible text over a page image, to select and copy. A word is [x, y, width, height,
 * text] in fractions of the page; the layer is a size container, so font sizes in `cqh`
 * follow the zoom.
 *
 * @typedef {[number, number, number, number, string]} Word
 */

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @type {Map<string, number>} */
const widths = new Map();

/**
 * Return a word's width in the layer's font, as a multiple of its font size.
 * @param {string} text
 */
function measure(text) {
  const known = widths.get(text);
  if (known) return known;
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length / 2;
  ruler.font = "100px sans-serif";
  const width = ruler.measureText(text).width / 100 || 0.5;
  if (widths.size > 5000) widths.clear();
  widths.set(text, width);
  return width;
}

/**
 * @param {HTMLElement} layer
 * @param {Word[]} words
 */
export function drawWords(layer, words) {
  const ratio = layer.offsetWidth / Math.max(1, layer.offsetHeight);
  layer.replaceChildren(
    ...words.map((word, index) => span(word, gap(word, words[index + 1]), ratio)),
  );
}

/**
 * Return the separator after a word in copied text.
 * @param {Word} word
 * @param {Word | undefined} next
 */
function gap([, y, , height], next) {
  return next && Math.abs(next[1] - y) > height / 2 ? "\n" : " ";
}

/**
 * @param {Word} word
 * @param {string} after
 * @param {number} ratio the page's width over its height
 */
function span([x, y, width, height, text], after, ratio) {
  const made = document.createElement("span");
  made.textContent = text + after;
  made.style.left = `${x * 100}%`;
  made.style.top = `${y * 100}%`;
  // As wide as on the page. Not by a transform: hundreds of transforms would make
  // every turn of the page slow.
  made.style.fontSize = `${((width * ratio) / measure(text)) * 100}cqh`;
  made.style.lineHeight = `${height * 100}cqh`;
  return made;
}

/** @param {HTMLElement} layer */
export function clearWords(layer) {
  layer.replaceChildren();
}
