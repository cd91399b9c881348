"""Sheets of a workbook."""

import datetime as dt

import pytest
from openpyxl import Workbook, load_workbook

from kiosk.exports.workbook import SheetWriter

HARM = '=HYPERLINK("http://x","Lương")'


@pytest.fixture
def sheet(tmp_path):
    """A sheet with a title, a heading and a row, as it is read back."""
    book = Workbook(write_only=True)
    writer = SheetWriter(book, "Danh sách", (6, 40), page_header="MẬT & KÍN")
    writer.freeze(3, columns=1)
    writer.write_title("DANH SÁCH", "=1+1")
    writer.write(("STT", "Tên"), bold=True)
    writer.write((1, HARM, dt.date(2026, 11, 30), None, 2.5))
    writer.write((2, "dài"), wrapped=False)
    book.save(tmp_path / "made.xlsx")
    return load_workbook(tmp_path / "made.xlsx").active


def test_a_text_is_never_a_formula(sheet):
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B4"].value, sheet["B4"].data_type) == (HARM, "s")


def test_numbers_and_days_are_true_ones(sheet):
    assert (sheet["A4"].value, sheet["E4"].value) == (1, 2.5)
    assert sheet["C4"].value == dt.datetime(2026, 11, 30, 0, 0)  # noqa: DTZ001 as openpyxl reads it
    assert sheet["C4"].number_format == "dd/mm/yyyy"
    assert sheet["D4"].value is None


def test_the_heading_stays_in_sight_and_stands_on_each_page(sheet):
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddHeader.center.text == "MẬT & KÍN"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [6, 40]


def test_only_what_may_wrap_does(sheet):
    assert sheet["B4"].alignment.wrap_text
    assert not sheet["A1"].alignment.wrap_text
    assert not sheet["B5"].alignment.wrap_text
    assert [sheet[cell].font.bold for cell in ("A1", "A2", "A3", "A4")] == [
        *(True, False, True, False)
    ]
