/** Tables from the clipboard as rows of cells. No page of our own is touched. */

/** The server's limits. */
export const MAX_ROWS = 400;
export const MAX_COLUMNS = 20;
export const MAX_CELL_LENGTH = 2000;

/** A quoted cell of Excel, which may hold line breaks, or a plain one. */
const CELL = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))(\t|\r?\n|$)/gy;

/**
 * Take text apart: lines, and tabs between cells.
 * @param {string} text
 * @returns {string[][]} without empty rows
 */
export function rowsOfText(text) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  for (const [whole, quoted, plain = "", end] of text.matchAll(CELL)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\t") continue;
    rows.push(row);
    row = [];
    if (!whole) break;
  }
  return tidyRows(rows);
}

/**
 * @typedef {{textContent: string | null, colSpan: number, rowSpan: number}} TableCell
 * @typedef {{cells: Iterable<TableCell>}} TableRow
 */

/**
 * Take a table apart; merged cells leave empty ones beside and below them.
 * @param {{rows: Iterable<TableRow>}} table
 * @param {(cell: any) => string} [textOf]
 * @returns {string[][]}
 */
export function rowsOfTable(table, textOf = (cell) => cell.textContent ?? "") {
  /** How many rows below each column belongs to a cell above. @type {number[]} */
  const covered = [];
  const rows = [];
  for (const { cells } of table.rows) {
    /** @type {string[]} */
    const row = [];
    for (const cell of cells) {
      skipCovered(row, covered);
      const width = Math.min(cell.colSpan || 1, MAX_COLUMNS);
      for (let extra = 0; extra < width; extra += 1) {
        covered[row.length] = (cell.rowSpan || 1) - 1;
        row.push(extra ? "" : textOf(cell));
      }
    }
    skipCovered(row, covered);
    rows.push(row);
  }
  return tidyRows(rows);
}

/**
 * @param {string[]} row
 * @param {number[]} covered
 */
function skipCovered(row, covered) {
  for (let left = covered[row.length] ?? 0; left > 0; left = covered[row.length] ?? 0) {
    covered[row.length] = left - 1;
    row.push("");
  }
}

/** @param {string[][]} rows */
function tidyRows(rows) {
  return rows
    .map((row) =>
      row.slice(0, MAX_COLUMNS).map((cell) => cell.trim().slice(0, MAX_CELL_LENGTH)),
    )
    .filter((row) => row.some(Boolean));
}

/**
 * The text of a cell as it is read: paragraphs and breaks are lines.
 * @param {Element} cell
 */
export function cellText(cell) {
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  for (const line of copy.querySelectorAll("br, p, div, li")) line.append("\n");
  const lines = (copy.textContent ?? "").split("\n");
  return lines
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n");
}

/**
 * Return the tables of what was pasted, the longest first; without one, its lines.
 * The markup is parsed into a document that runs no script and loads nothing.
 * @param {string} html
 * @param {string} text
 * @returns {{name: string, rows: string[][]}[]}
 */
export function pastedTables(html, text) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const tables = [...parsed.querySelectorAll("table")]
    .map((table) => ({ name: "", rows: rowsOfTable(table, cellText) }))
    .filter(({ rows }) => rows.length > 0)
    .sort((one, other) => other.rows.length - one.rows.length);
  if (tables.length) return tables;
  const rows = rowsOfText(text);
  return rows.length ? [{ name: "", rows }] : [];
}
