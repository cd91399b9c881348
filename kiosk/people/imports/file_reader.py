"""Read a table from an untrusted file; runs in the sandbox."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import mode

from kiosk.documents.file_detection import HEAD_BYTES
from kiosk.errors import N_, Invalid
from kiosk.ingestion.office.default_password import decrypted
from kiosk.people.imports.rows import (
    SEPARATORS,
    RowProgress,
    empty_file_error,
    non_empty_rows,
    not_a_list_error,
)
from kiosk.people.imports.workbook_reader import read_old_workbook, read_workbook
from kiosk.people.rules import ImportOptions, PeopleTable
from kiosk.text_encodings import to_text

# A cell with more characters ends the reading of a text file.
_ENDLESS = 200_000
_SAMPLE_LINES = 50
# Characters that no text contains.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_HEADS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"MZ", b"\x7fELF", b"GIF8")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(path: Path, choice: ImportOptions, progress: RowProgress) -> PeopleTable:
    """Return the table in the file at `path`; `progress` receives rows read.

    :raises Invalid: it is no list, is damaged, has a password, or exceeds a limit.
    """
    with decrypted(path) as opened:
        return _read_decrypted(opened, choice, progress)


def _read_decrypted(
    path: Path, choice: ImportOptions, progress: RowProgress
) -> PeopleTable:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return read_workbook(path, choice, progress)
    if head.startswith(_OLD_OFFICE):
        return read_old_workbook(path, choice, progress)
    if head.startswith(_BINARY_HEADS):
        raise not_a_list_error()
    return _read_text(path.read_bytes(), choice, progress)


def _read_text(
    data: bytes, choice: ImportOptions, progress: RowProgress
) -> PeopleTable:
    try:
        text, is_unicode = to_text(data)
    except UnicodeDecodeError as error:
        raise Invalid(
            N_("Tệp bị đứt hoặc hỏng bảng mã. Xin xuất lại từ Excel rồi tải lên."),
            code="damaged_text",
        ) from error
    if not text.strip():
        raise empty_file_error()
    if _BINARY.search(text) or text.lstrip().startswith("<"):
        raise not_a_list_error()
    separator = choice.separator or _separator_of(text)
    csv.field_size_limit(_ENDLESS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines = list(non_empty_rows(enumerate(_without_breaks(rows), 1), progress))
    widest = max(len(line.cells) for line in lines)
    is_cut = len(lines) > 1 and not text.endswith(("\n", "\r"))
    return PeopleTable(
        lines=lines,
        is_unicode=is_unicode,
        separator=separator,
        is_cut=is_cut and len(lines[-1].cells) < min(widest, len(lines[-2].cells)),
    )


def _without_breaks(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    try:
        for number, row in enumerate(rows, 1):  # noqa: B007 needed if the next is broken
            yield row
    except csv.Error as error:
        raise Invalid(
            N_(
                "Dòng {row} có dấu nháy kép không khép, hoặc một ô quá lớn. Xin mở tệp"
                " bằng Excel, sửa rồi lưu lại."
            ),
            code="broken_row",
            row=number + 1,
        ) from error


def _separator_of(text: str) -> str:
    """Return the most probable separator."""
    part = text[: _ENDLESS // 4]

    def width(separator: str) -> int:
        rows = csv.reader(io.StringIO(part, newline=""), delimiter=separator)
        counts = [len(row) for row, _ in zip(rows, range(_SAMPLE_LINES), strict=False)]
        return mode(count for count in counts if count) if any(counts) else 0

    return max(SEPARATORS, key=width)
