"""Workbooks with the irregularities of real lists: XLSX, Strict XLSX, ODS and XLS.

A `Sheet` describes the content; each format is written directly, fast enough for a unit
test without starting a program.
"""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

TRANSITIONAL = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
_ERROR_CODES = {"#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
_SECTOR = 512
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
    ':1.0"/>'
)


@dataclass
class Sheet:
    """A sheet: its rows, hidden rows and columns, and merged cells.

    Rows count from 1 as in Excel; a text that begins with `=` is a formula without a
    result, `#N/A` an error.
    """

    rows: Sequence[Sequence[object]]
    name: str = "DS"
    hidden: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    merged: Sequence[str] = ()
    is_visible: bool = True
    errors: dict[str, int] = field(default_factory=lambda: _ERROR_CODES)


def as_xlsx(*sheets: Sheet) -> bytes:
    """Return the sheets as saved by Excel."""
    book = Workbook()
    book.remove(book.active)
    for each in sheets:
        sheet = book.create_sheet(each.name)
        for row in each.rows:
            sheet.append(list(row))
        for number in each.hidden:
            sheet.row_dimensions[number].hidden = True
        for place in each.hidden_columns:
            sheet.column_dimensions[get_column_letter(place + 1)].hidden = True
        for place in each.merged:
            sheet.merge_cells(place)
        sheet.sheet_state = "visible" if each.is_visible else "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_strict_xlsx(*sheets: Sheet) -> bytes:
    """Return the sheets as “Strict Open XML Spreadsheet”."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(*sheets))) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            for transitional, strict in TRANSITIONAL.items():
                data = data.replace(transitional, strict)
            target.writestr(name, data)
    return out.getvalue()


def as_ods(*sheets: Sheet) -> bytes:
    """Return the sheets as saved by LibreOffice."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    names += (
        ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:'
        'calcext:1.0"'
    )
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        '<style:style style:name="h" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", _MANIFEST)
    return out.getvalue()


def _ods_table(sheet: Sheet) -> str:
    width = max(map(len, sheet.rows))
    columns = "".join(
        f"<table:table-column{_collapsed(place in sheet.hidden_columns)}/>"
        for place in range(width)
    )
    rows = "".join(
        f"<table:table-row{_collapsed(number in sheet.hidden)}>"
        + "".join(
            _ods_cell(value, sheet, f"{get_column_letter(place)}{number}")
            for place, value in enumerate(row, 1)
        )
        + "</table:table-row>"
        for number, row in enumerate(sheet.rows, 1)
    )
    style = "" if sheet.is_visible else ' table:style-name="h"'
    return (
        f'<table:table table:name="{sheet.name}"{style}>{columns}{rows}</table:table>'
    )


def _collapsed(is_hidden: bool) -> str:
    return ' table:visibility="filter"' if is_hidden else ""


def _ods_cell(value: object, sheet: Sheet, place: str) -> str:
    span = next((m for m in sheet.merged if m.startswith(f"{place}:")), "")
    wide = ord(span.split(":")[1][0]) - ord(place[0]) + 1 if span else 1
    words = f' table:number-columns-spanned="{wide}"' if wide > 1 else ""
    if value is None:
        return f"<table:table-cell{words}/>"
    if isinstance(value, dt.date):
        said = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
        return f"<table:table-cell {said}><text:p>{value}</text:p></table:table-cell>"
    text = str(value)
    if text.startswith("="):
        return f"<table:table-cell table:formula={quoteattr('of:' + text)}/>"
    kind = 'office:value-type="string"'
    if text in sheet.errors:
        kind += f' calcext:value-type="error" table:formula="of:={text}"'
    elif isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    return (
        f"<table:table-cell {kind}{words}><text:p>{escape(text)}</text:p>"
        "</table:table-cell>"
    )


def as_xls(*sheets: Sheet, beside: str = "") -> bytes:
    """Return the sheets as Excel 97–2003; `beside` is another entry of the file."""
    bodies = [_xls_sheet(sheet) for sheet in sheets]
    begin = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x05, 0, 0, 0, 6))
    begin += _record(0x0042, struct.pack("<H", 1200))
    # A date is a number with a format: the second of the cell formats here.
    begin += _record(0x00E0, struct.pack("<HH16x", 0, 0))
    begin += _record(0x00E0, struct.pack("<HH16x", 0, 14))
    entries = [_words(sheet.name, "<B") for sheet in sheets]
    at = len(begin) + sum(4 + 6 + len(entry) for entry in entries) + 4
    book = begin
    for sheet, entry, body in zip(sheets, entries, bodies, strict=True):
        state = 0 if sheet.is_visible else 1
        book += _record(0x0085, struct.pack("<IBB", at, state, 0) + entry)
        at += len(body)
    return as_ole(book + _record(0x000A) + b"".join(bodies), beside)


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _words(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _xls_sheet(sheet: Sheet) -> bytes:
    body = _record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for place in sheet.hidden_columns:
        body += _record(0x007D, struct.pack("<HHHHHH", place, place, 0, 0, 1, 0))
    width = max(map(len, sheet.rows))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))
    for number, row in enumerate(sheet.rows):
        flags = 0x20 if number + 1 in sheet.hidden else 0
        body += _record(
            0x0208, struct.pack("<HHHHHHHH", number, 0, width, 0, 0, 0, flags, 0)
        )
        for place, value in enumerate(row):
            body += _xls_cell(number, place, value, sheet)
    for place in sheet.merged:
        body += _record(0x00E5, struct.pack("<HHHHH", 1, *_numbers(place)))
    return body + _record(0x000A)


def _numbers(place: str) -> tuple[int, int, int, int]:
    first, last = place.split(":")
    rows = int(first[1:]) - 1, int(last[1:]) - 1
    return *rows, ord(first[0]) - 65, ord(last[0]) - 65


def _xls_cell(row: int, place: int, value: object, sheet: Sheet) -> bytes:
    at = struct.pack("<HHH", row, place, 0)
    if value is None:
        return b""
    if isinstance(value, dt.date):
        days = (value - dt.date(1899, 12, 30)).days
        return _record(0x0203, struct.pack("<HHHd", row, place, 1, days))
    if isinstance(value, int):
        return _record(0x0203, at + struct.pack("<d", value))
    text = str(value)
    if text in sheet.errors:
        return _record(0x0205, at + struct.pack("<BB", sheet.errors[text], 1))
    if text.startswith("="):
        number = b"\x1e\x01\x00"
        return _record(0x0006, at + struct.pack("<dHIH", 0, 2, 0, 3) + number)
    return _record(0x0204, at + _words(text, "<H"))


def as_encrypted(data: bytes, password: str) -> bytes:
    """Return an Office file of today, encrypted with a password."""
    encrypted = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, encrypted)
    return encrypted.getvalue()


def as_ole(
    stream: bytes, beside: str = "", name: str = "Workbook", beside_size: int = 0
) -> bytes:
    """Return an OLE2 file with this main stream; `beside` is a storage."""
    # Shorter streams would be stored in smaller sectors.
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 2) // 126)
    table = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors,
                        0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    listed = [sectors + 1 + number for number in range(tables)]
    head += struct.pack("<109I", *listed, *[0xFFFFFFFF] * (109 - tables))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    entries += _entry(name, 2, 0, len(stream))
    entries += _entry(beside, 1 if beside else 0, 0, beside_size)
    entries += _entry("", 0, 0, 0)
    return head + stream + entries + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, first: int, size: int, child: int = -1) -> bytes:
    written = name.encode("utf-16-le")
    length = len(written) + 2 if name else 0
    return written.ljust(64, b"\0") + struct.pack(
        "<HBBiii36xIII", length, kind, 1, -1, -1, child, first, size, 0
    )
