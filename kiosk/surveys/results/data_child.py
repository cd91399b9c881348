"""Data of a survey as files: `python -m kiosk.surveys.results.data_child`, sandboxed.

`made.xlsx` for reading: figures, comparisons, answers, codebook. `made.csv`: answers in
words. `made.zip`: answers in codes with the codebook and scripts for SPSS and R.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import msgspec
from openpyxl import Workbook

from kiosk.exports.child import run_child
from kiosk.exports.csv_cells import escape_formula
from kiosk.exports.workbook import Row, SheetWriter
from kiosk.surveys.results.codebook import (
    CODEBOOK_HEADS,
    codebook_rows,
    r_script,
    spss_syntax,
)
from kiosk.surveys.results.columns import DataColumn, coded_cell, labelled_cell
from kiosk.surveys.results.labels import NO_GROUP_LABEL, REST_LABEL
from kiosk.surveys.results.sheets import SheetRow, cross_rows, figure_rows
from kiosk.surveys.results.survey_data import DataRow, SurveyData
from kiosk.xml_text import valid_xml_json

DATA_FILE = "du-lieu.csv"
ROWS_PER_REPORT = 2000


def rows_in(path: Path) -> Iterator[DataRow]:
    """Yield the answers of a file of JSON lines."""
    with path.open("rb") as file:
        for line in file:
            # As `run_child` does with the content.
            yield msgspec.json.decode(valid_xml_json(line), type=DataRow)


def make(data: SurveyData, out: Path, rows: Path) -> Iterator[tuple[int, int]]:
    """Write the files; yield answers written and to write, of all three."""
    total = 3 * data.counted
    with (out / "made.csv").open("w", encoding="utf-8-sig", newline="") as file:
        for done in _write_words(data, file, rows):
            yield done, total
    with zipfile.ZipFile(out / "made.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for done in _write_packed(data, packed, rows):
            yield data.counted + done, total
    book = Workbook(write_only=True)
    _write_figures(book, data)
    for done in _write_answers(book, data, rows):
        yield 2 * data.counted + done, total
    _write_sheet(book, "Mã hoá", CODEBOOK_HEADS, codebook_rows(data.columns))
    book.save(out / "made.xlsx")
    yield total, total


def _write_words(data: SurveyData, file: TextIO, rows: Path) -> Iterator[int]:
    writer = csv.writer(file)
    heads = [*data.extra, *(column.label for column in data.columns)]
    writer.writerow([escape_formula(head) for head in heads])
    for done, row in enumerate(rows_in(rows), 1):
        cells = [*row.extra, *(labelled_cell(c, row.answers) for c in data.columns)]
        writer.writerow([escape_formula(c) if isinstance(c, str) else c for c in cells])
        if done % ROWS_PER_REPORT == 0:
            yield done


def _write_packed(
    data: SurveyData, packed: zipfile.ZipFile, rows: Path
) -> Iterator[int]:
    packed.writestr("ma-hoa.csv", _codebook(data.columns))
    packed.writestr("doc-du-lieu.sps", "\ufeff" + spss_syntax(data.columns, DATA_FILE))
    packed.writestr("doc-du-lieu.R", r_script(data.columns, DATA_FILE))
    with packed.open(DATA_FILE, "w", force_zip64=True) as raw:
        file = io.TextIOWrapper(raw, "utf-8", newline="")
        writer = csv.writer(file)
        writer.writerow([column.name for column in data.columns])
        for done, row in enumerate(rows_in(rows), 1):
            writer.writerow([coded_cell(c, row.answers) for c in data.columns])
            if done % ROWS_PER_REPORT == 0:
                yield done
        file.flush()
        file.detach()


def _codebook(columns: Sequence[DataColumn]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(CODEBOOK_HEADS)
    writer.writerows([escape_formula(c) for c in row] for row in codebook_rows(columns))
    return "\ufeff" + file.getvalue()


def _write_figures(book: Workbook, data: SurveyData) -> None:
    sheet = SheetWriter(book, "Kết quả", (60, 40, 14, 14))
    _write_row(sheet, (data.title,), bold=True)
    _write_row(sheet, ("Số phiếu", data.counted))
    for figures, _ in data.figures:
        for row in figure_rows(figures):
            _write_row(sheet, row.cells, bold=row.is_bold)
    rows = [
        row
        for figures, tables in data.figures
        for table in tables
        for row in cross_rows(figures, table, REST_LABEL, NO_GROUP_LABEL)
    ]
    if rows:
        _write_rows(book, "So sánh", rows)


def _write_rows(book: Workbook, name: str, rows: Iterable[SheetRow]) -> None:
    sheet = SheetWriter(book, name, (50, 14, *([18] * 20)))
    for row in rows:
        _write_row(sheet, row.cells, bold=row.is_bold)


def _write_answers(book: Workbook, data: SurveyData, rows: Path) -> Iterator[int]:
    heads = [*data.extra, *(column.label for column in data.columns)]
    sheet = SheetWriter(book, "Phiếu trả lời", [24] * len(heads))
    sheet.freeze(1)
    _write_row(sheet, heads, bold=True)
    for done, row in enumerate(rows_in(rows), 1):
        cells = [*row.extra, *(labelled_cell(c, row.answers) for c in data.columns)]
        _write_row(sheet, cells)
        if done % ROWS_PER_REPORT == 0:
            yield done


def _write_sheet(
    book: Workbook, name: str, heads: Iterable[str], rows: Iterable[Iterable[str]]
) -> None:
    sheet = SheetWriter(book, name, (12, 70, 10, 10, 50))
    sheet.freeze(1)
    _write_row(sheet, heads, bold=True)
    for row in rows:
        _write_row(sheet, row)


def _write_row(sheet: SheetWriter, row: Row, *, bold: bool = False) -> None:
    # Without wrapped answers: a hundred thousand rows stay of one height.
    sheet.write(row, bold=bold, wrapped=bold)


if __name__ == "__main__":
    run_child(SurveyData, make)
