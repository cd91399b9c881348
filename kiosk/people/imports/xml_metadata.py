"""Hidden rows, errors and merged cells of XLSX and ODS sheets; in the sandbox."""

import re
from pathlib import PurePosixPath
from typing import IO, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat
from zipfile import ZipFile

from kiosk.people.imports.sheet_metadata import SheetMetadata, damaged_workbook_error

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
_TRUE = {"1", "true"}
# Limit of repeated rows and cells, which are only layout.
_MOST_REPEATED = 1_048_576


def _local(name: str) -> str:
    """Return a name without its namespace, which differs in Strict files."""
    return name.rpartition("}")[2].rpartition(":")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def xlsx_parts(archive: ZipFile) -> dict[str, str]:
    """Return the part of each sheet of an XLSX file, by sheet name.

    :raises Invalid: the workbook is damaged.
    """
    main = next(filter(_WORKBOOK.fullmatch, archive.namelist()), None)
    if main is None:
        raise damaged_workbook_error()
    folder, name = main.split("/")
    try:
        book = ET.fromstring(archive.read(main))  # noqa: S314 parts with a DOCTYPE are refused
        links = ET.fromstring(archive.read(f"{folder}/_rels/{name}.rels"))  # noqa: S314
    except (ET.ParseError, KeyError) as error:
        raise damaged_workbook_error() from error
    targets = {
        link.get("Id", ""): link.get("Target", "") for link in links if link.get("Id")
    }
    parts = {}
    for sheet in book.iter():
        if _local(sheet.tag) != "sheet":
            continue
        link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(link, "")
        place = PurePosixPath(folder) / target
        parts[sheet.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else str(place)
        )
    return parts


def _parse_sheet(file: IO[bytes], handler: Any) -> SheetMetadata:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    try:
        parser.ParseFile(file)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise damaged_workbook_error() from error
    metadata: SheetMetadata = handler.metadata
    return metadata


def xlsx_metadata(archive: ZipFile, part: str) -> SheetMetadata:
    """Return the metadata of a sheet of an XLSX file."""
    try:
        with archive.open(part) as file:
            return _parse_sheet(file, _XlsxSheetParser())
    except KeyError as error:
        raise damaged_workbook_error() from error


def ods_metadata(archive: ZipFile, sheet: str) -> SheetMetadata:
    """Return the metadata of a sheet of an ODS file."""
    try:
        with archive.open("content.xml") as file:
            return _parse_sheet(file, _OdsSheetParser(sheet))
    except KeyError as error:
        raise damaged_workbook_error() from error


class _XlsxSheetParser:
    """Event handler for the XML of one sheet."""

    def __init__(self) -> None:
        self.metadata = SheetMetadata()
        self._row = self._column = self._counted = -1
        self._kind = ""
        self._value = ""
        self._is_value = self._has_formula = self._has_text = False

    def start(self, tag: str, words: dict[str, str]) -> None:
        match _local(tag):
            case "c":
                self._start_cell(words)
            case "v":
                self._is_value = True
            case "is":
                self._has_text = True
            case "f":
                self._has_formula = True
            case "row":
                self._start_row(words)
            case "col" if words.get("hidden") in _TRUE:
                first, last = int(words.get("min", 1)), int(words.get("max", 1))
                self.metadata.hide_columns(first - 1, last - 1)
            case "mergeCell":
                self._merge(words.get("ref", ""))

    def _start_row(self, words: dict[str, str]) -> None:
        self._row = int(words["r"]) - 1 if "r" in words else self._row + 1
        self._column = -1
        if words.get("hidden") in _TRUE or words.get("ht") == "0":
            self.metadata.hidden_rows.add(self._row)

    def _start_cell(self, words: dict[str, str]) -> None:
        found = _ADDRESS.fullmatch(words.get("r", ""))
        self._column = _column(found[1]) if found else self._column + 1
        self._kind, self._value = words.get("t", ""), ""
        self._has_formula = self._has_text = False

    def _merge(self, place: str) -> None:
        if found := _RANGE.fullmatch(place):
            first = int(found[2]) - 1, _column(found[1])
            self.metadata.add_merged(first, (int(found[4]) - 1, _column(found[3])))

    def text(self, words: str) -> None:
        if self._is_value:
            self._value += words

    def end(self, tag: str) -> None:
        match _local(tag):
            case "v":
                self._is_value = False
            case "c":
                self._end_cell()

    def _end_cell(self) -> None:
        cell = (self._row, self._column)
        if self._kind == "e":
            self.metadata.errors[cell] = self._value
        elif self._has_formula and self._kind != "str" and self._value in {"", "0"}:
            self.metadata.uncalculated.add(cell)
        if (self._value or self._has_text) and self._row != self._counted:
            self._counted = self._row
            self.metadata.count_rows(1, cell)


class _OdsSheetParser:
    """Event handler for the XML of all sheets that records one of them."""

    def __init__(self, name: str) -> None:
        self.metadata = SheetMetadata()
        self._name, self._is_here = name, False
        self._row = self._column = self._next_column = 0
        self._cell: dict[str, str] = {}
        self._row_repeats = self._repeats = 1
        self._words = ""
        self._last = -1
        self._is_cell = self._is_comment = False

    def start(self, tag: str, words: dict[str, str]) -> None:
        name = _local(tag)
        if name == "table":
            self._is_here = words.get("table:name") == self._name
        if not self._is_here:
            return
        match name:
            case "table-column":
                repeats = _repeats(words, "columns")
                if _is_hidden(words):
                    last = self._next_column + repeats - 1
                    self.metadata.hide_columns(self._next_column, last)
                self._next_column += repeats
            case "table-row":
                self._start_row(words)
            case "table-cell" | "covered-table-cell":
                self._cell, self._words, self._is_cell = words, "", True
                self._repeats = _repeats(words, "columns")
            case "annotation":
                self._is_comment = True

    def _start_row(self, words: dict[str, str]) -> None:
        self._row_repeats = _repeats(words, "rows")
        self._column, self._last = 0, -1
        if _is_hidden(words):
            last = min(self._row_repeats, _MOST_REPEATED)
            self.metadata.hidden_rows.update(range(self._row, self._row + last))

    def text(self, words: str) -> None:
        if self._is_cell and not self._is_comment:
            self._words += words

    def end(self, tag: str) -> None:
        if not self._is_here:
            return
        match _local(tag):
            case "annotation":
                self._is_comment = False
            case "table":
                self._is_here = False
            case "table-row":
                if self._last >= 0:
                    last = (self._row + self._row_repeats - 1, self._last)
                    self.metadata.count_rows(self._row_repeats, last)
                self._row += self._row_repeats
            case "table-cell" | "covered-table-cell":
                self._is_cell = False
                self._end_cell(self._cell)

    def _end_cell(self, words: dict[str, str]) -> None:
        cell, said = (self._row, self._column), self._words.strip()
        wide = int(words.get("table:number-columns-spanned", 1))
        high = int(words.get("table:number-rows-spanned", 1))
        self.metadata.add_merged(cell, (cell[0] + high - 1, cell[1] + wide - 1))
        is_formula = "table:formula" in words
        if words.get("calcext:value-type") == "error" or (
            is_formula and said.startswith("#")
        ):
            self.metadata.errors[cell] = said or "#N/A"
        elif is_formula and _is_unknown(words):
            self.metadata.uncalculated.add(cell)
        if said:
            self._last = self._column + self._repeats - 1
        self._column += self._repeats


def _repeats(words: dict[str, str], what: str) -> int:
    return min(int(words.get(f"table:number-{what}-repeated", 1)), _MOST_REPEATED)


def _is_hidden(words: dict[str, str]) -> bool:
    return words.get("table:visibility", "visible") != "visible"


def _is_unknown(words: dict[str, str]) -> bool:
    return words.get("office:value-type") is None or words.get("office:value") == "0"
