import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  MAX_CELL_LENGTH,
  MAX_COLUMNS,
  rowsOfTable,
  rowsOfText,
} from "../../../static/js/agenda_imports/clipboard_table.js";

/**
 * @param {string} textContent
 * @param {number} [colSpan]
 * @param {number} [rowSpan]
 */
const cell = (textContent, colSpan = 1, rowSpan = 1) => ({
  textContent,
  colSpan,
  rowSpan,
});

describe("text from the clipboard", () => {
  it("has tabs between cells and a line for each row", () => {
    assert.deepEqual(rowsOfText("8h00\tChào cờ\r\n8h05\tKhai mạc\r\n"), [
      ["8h00", "Chào cờ"],
      ["8h05", "Khai mạc"],
    ]);
  });

  it("may have cells with line breaks in quotes, as Excel writes them", () => {
    assert.deepEqual(rowsOfText('8h00\t"Báo cáo\n""kết quả"""\tĐ/c An\n9h\tNghỉ'), [
      ["8h00", 'Báo cáo\n"kết quả"', "Đ/c An"],
      ["9h", "Nghỉ"],
    ]);
  });

  it("keeps quotes in the middle of a cell and lines without tabs", () => {
    assert.deepEqual(rowsOfText('Học tập "Tuyên ngôn"\n\n"mở đầu" và kết'), [
      ['Học tập "Tuyên ngôn"'],
      ['"mở đầu" và kết'],
    ]);
  });

  it("is nothing where nothing was pasted", () => {
    assert.deepEqual(rowsOfText(""), []);
    assert.deepEqual(rowsOfText(" \t \n\n"), []);
  });

  it("keeps empty cells before others", () => {
    assert.deepEqual(rowsOfText("\tChào cờ\t\n"), [["", "Chào cờ", ""]]);
  });

  it("is cut to what the server takes", () => {
    const [row] = rowsOfText(`${"x".repeat(MAX_CELL_LENGTH + 5)}\t`.repeat(30));
    assert.equal(row?.length, MAX_COLUMNS);
    assert.equal(row?.[0]?.length, MAX_CELL_LENGTH);
  });
});

describe("tables from the clipboard", () => {
  it("leave empty cells where cells are merged", () => {
    const table = {
      rows: [
        { cells: [cell("BUỔI SÁNG", 3)] },
        { cells: [cell("8h00", 1, 2), cell("Chào cờ"), cell("Ban Tổ chức", 1, 2)] },
        { cells: [cell("Giới thiệu đại biểu")] },
        { cells: [cell("9h00"), cell(" Giải lao "), cell("")] },
      ],
    };
    assert.deepEqual(rowsOfTable(table), [
      ["BUỔI SÁNG", "", ""],
      ["8h00", "Chào cờ", "Ban Tổ chức"],
      ["", "Giới thiệu đại biểu", ""],
      ["9h00", "Giải lao", ""],
    ]);
  });

  it("leave out rows without text", () => {
    assert.deepEqual(rowsOfTable({ rows: [{ cells: [cell(" "), cell("")] }] }), []);
  });
});
