/**
 * Turn printed lines into text blocks: headings, paragraphs, list items and table rows.
 * Pure functions.
 *
 * @typedef {import("./lines.js").Line} Line
 * @typedef {{page?: number} & ({kind: "heading" | "paragraph" | "point", text: string}
 *   | {kind: "row", cells: string[]})} Block `page`: the one that all of it leads to
 * @typedef {{pitch: number, height: number, left: number, right: number}} Measure
 */

import { leadsElsewhere, leading } from "./link_targets.js";
import { wordsToLines } from "./lines.js";

/** Letters so much higher than the page's own are a heading. */
const HEADING = 1.3;
const HEADING_LENGTH = 160;
/** White between two lines beyond this share of the usual step parts paragraphs. */
const APART = 1.35;
/** A line that ends so far (of the column's width) before the edge ends a paragraph. */
const SHORT = 0.15;
/** An indent, in heights of a line. */
const INDENT = 1;
const POINT =
  /^(?:[-–—•▪●◦+*]|\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?|\(?[a-zđ]\)|[IVX]{1,5}[.)])$/u;
const TITLE =
  /^(?:Điều|Chương|Mục|Phần|CHƯƠNG|MỤC|PHẦN)\s+(?:\d+|[IVXLC]+|thứ)(?:$|[\s.:])/u;
/** The dots of a table of contents, and the page they lead to. */
const LEADER = /[\s.…]{4,}(?=\d+$)/;
/** Letters of other tongues, whose words are broken inside. */
const FOREIGN = /^[A-Za-z]+$/;

/**
 * @param {unknown} words
 * @param {{width: number, height: number, links?: import("./link_targets.js").Link[]}} page
 * @returns {Block[]}
 */
export function flow(words, page) {
  const lines = wordsToLines(words, page);
  const measure = measureOf(lines);
  const leadsTo = leading(page);
  /** @type {{kind: Block["kind"], lines: Line[]}[]} */
  const groups = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const kind = kindOf(line, measure);
    const isPart = group && !leadsElsewhere(group.lines.map(leadsTo), leadsTo(line));
    if (isPart && belongs(group, line, kind, measure)) group.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups.map((group) => {
    const [page = 0, ...others] = new Set(group.lines.map(leadsTo));
    return { ...toBlock(group), ...(page && !others.length && { page }) };
  });
}

/**
 * What is usual on this page.
 * @param {Line[]} lines
 * @returns {Measure}
 */
function measureOf(lines) {
  const steps = lines
    .slice(1)
    .map((line, index) => middle(line) - middle(lines[index] ?? line))
    .filter((step) => step > 0);
  const long = lines.filter((line) => line.cells.length === 1);
  return {
    pitch: median(steps),
    height: median(lines.map((line) => line.height)),
    left: Math.min(...long.map((line) => line.left)),
    right: Math.max(...long.map((line) => line.right)),
  };
}

/** @param {Line} line */
function middle(line) {
  return (line.top + line.bottom) / 2;
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * @param {Line} line
 * @param {Measure} measure
 * @returns {Block["kind"]}
 */
function kindOf(line, measure) {
  if (line.cells.length > 1) return "row";
  const text = line.cells[0] ?? "";
  if (isHeading(line, text, measure)) return "heading";
  return POINT.test(text.split(" ", 1)[0] ?? "") ? "point" : "paragraph";
}

/**
 * @param {Line} line
 * @param {string} text
 * @param {Measure} measure
 */
function isHeading(line, text, measure) {
  if (text.length > HEADING_LENGTH || !/\p{L}{2}/u.test(text)) return false;
  if (line.height > HEADING * measure.height || isCapital(text)) return true;
  return TITLE.test(text) && isShort(line, measure);
}

/** @param {string} text */
function isCapital(text) {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length > 3 && text === text.toUpperCase();
}

/**
 * @param {Line} line
 * @param {Measure} measure
 */
function isShort(line, { left, right }) {
  return line.right < right - SHORT * (right - left);
}

/**
 * Whether a line continues the group before it.
 * @param {{kind: Block["kind"], lines: Line[]}} group
 * @param {Line} line
 * @param {Block["kind"]} kind
 * @param {Measure} measure
 */
function belongs(group, line, kind, measure) {
  if (!isNear(group.lines, line, kind, measure)) return false;
  if (kind === "heading") {
    return group.kind === "heading" && !TITLE.test(line.cells[0] ?? "");
  }
  const isText = group.kind === "paragraph" || group.kind === "point";
  return kind === "paragraph" && isText && goesOn(group.lines, line, measure);
}

/**
 * Tell whether running text goes on from the lines before.
 * @param {Line[]} before
 * @param {Line} line
 * @param {Measure} measure
 */
function goesOn(before, line, measure) {
  const last = /** @type {Line} */ (before.at(-1));
  if (isShort(last, measure) || LEADER.test(last.cells[0] ?? "")) return false;
  return !isIndented(before, line);
}

/**
 * Whether a line is directly below the others.
 * @param {Line[]} before
 * @param {Line} line
 * @param {Block["kind"]} kind
 * @param {Measure} measure
 */
function isNear(before, line, kind, { pitch, height }) {
  const step = middle(line) - middle(/** @type {Line} */ (before.at(-1)));
  // Large type has a larger line pitch.
  const growth = kind === "heading" && height ? Math.max(1, line.height / height) : 1;
  return step > 0 && step <= APART * growth * pitch;
}

/**
 * Tell whether a line begins a paragraph by standing farther in than the one before;
 * a second line with a larger indent is a hanging indent and does not.
 * @param {Line[]} before
 * @param {Line} line
 */
function isIndented(before, line) {
  const last = /** @type {Line} */ (before.at(-1));
  return line.left - last.left > INDENT * last.height && before.length > 1;
}

/**
 * @param {{kind: Block["kind"], lines: Line[]}} group
 * @returns {Block}
 */
function toBlock({ kind, lines }) {
  if (kind === "row") return { kind, cells: lines.flatMap((line) => line.cells) };
  const texts = lines.map((line) => line.cells.join(" ").replace(LEADER, " … "));
  return { kind, text: texts.reduce(join) };
}

/**
 * Join two lines. Words of other tongues are broken inside and lose their hyphen;
 * Vietnamese ones are not, so theirs was meant.
 * @param {string} text
 * @param {string} next
 */
export function join(text, next) {
  if (!/[\p{L}\d]-$/u.test(text) || !/^[\p{L}\d]/u.test(next)) return `${text} ${next}`;
  const begun = text.slice(0, -1).split(/[\s-]/u).at(-1) ?? "";
  const rest = /^\p{Ll}\p{L}*/u.exec(next)?.[0] ?? "";
  const isBroken = FOREIGN.test(begun) && FOREIGN.test(rest);
  return (isBroken ? text.slice(0, -1) : text) + next;
}
