"""Hidden rows, errors and macros of Excel 97–2003 files (BIFF8); in the sandbox."""

import struct
from collections.abc import Iterator

from kiosk.errors import N_, Invalid
from kiosk.ole import OleError, OleFile
from kiosk.people.imports.rows import not_a_list_error
from kiosk.people.imports.sheet_metadata import SheetMetadata, damaged_workbook_error

_BOF, _EOF, _BOUNDSHEET = 0x0809, 0x000A, 0x0085
_ROW, _COLINFO, _BOOLERR, _FORMULA = 0x0208, 0x007D, 0x0205, 0x0006
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_ERROR_RESULT = 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def workbook_stream(data: bytes) -> bytes:
    """Return the workbook stream of an Excel 97–2003 file.

    :raises Invalid: it is no such file, or has macros.
    """
    try:
        file = OleFile(data)
    except OleError as error:
        raise damaged_workbook_error() from error
    if any(name.startswith("_VBA_PROJECT") for name in file.names):
        raise Invalid(
            N_(
                "Tệp có macro nên bị từ chối. Xin lưu lại không kèm macro"
                " (.docx, .xlsx, .pptx) rồi tải lên."
            ),
            code="macros",
        )
    name = next((name for name in ("WORKBOOK", "BOOK") if name in file.streams), None)
    if name is None:
        # A document of Word, a message of Outlook.
        raise not_a_list_error()
    try:
        return file.stream(name)
    except OleError as error:
        raise damaged_workbook_error() from error


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def xls_metadata(book: bytes, sheet: int) -> SheetMetadata:
    """Return the metadata of sheet `sheet`, from 0."""
    metadata = SheetMetadata()
    try:
        places = [
            struct.unpack_from("<I", body)[0]
            for kind, body in _records(book, 0)
            if kind == _BOUNDSHEET
        ]
        depth = 0
        for kind, body in _records(book, places[sheet]) if sheet < len(places) else ():
            # A chart on the sheet has its own BOF and EOF.
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                break
            if depth == 1:
                _read_record(metadata, kind, body)
    except struct.error as error:
        raise damaged_workbook_error() from error
    return metadata


def _read_record(metadata: SheetMetadata, kind: int, body: bytes) -> None:
    if kind == _ROW:
        row, options = struct.unpack_from("<H10xH", body)
        if options & _HIDDEN_ROW:
            metadata.hidden_rows.add(row)
    elif kind == _COLINFO:
        first, last, options = struct.unpack_from("<HH4xH", body)
        if options & _HIDDEN_COLUMN:
            metadata.hide_columns(first, last)
    elif kind == _BOOLERR:
        row, column, code, is_error = struct.unpack_from("<HH2xBB", body)
        if is_error:
            metadata.errors[row, column] = _ERRORS.get(code, "#N/A")
    elif kind == _FORMULA:
        _read_formula(metadata, body)


def _read_formula(metadata: SheetMetadata, body: bytes) -> None:
    row, column, value = struct.unpack_from("<HH2x8s", body)
    if value == bytes(8):
        metadata.uncalculated.add((row, column))
    elif value[6:] == b"\xff\xff" and value[0] == _ERROR_RESULT:
        metadata.errors[row, column] = _ERRORS.get(value[2], "#N/A")
