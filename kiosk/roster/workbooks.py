"""From a stranger's workbook to lines of cells; runs in the sandbox.

Nothing is calculated, followed or unpacked beyond measure: of a formula the value is
read that the file itself shows, of a link its text.
"""

import re
import zipfile
from pathlib import Path
from typing import IO, Any

import openpyxl

from kiosk.documents.kinds import HEAD_BYTES, Kind, sniff
from kiosk.documents.office import check_archive
from kiosk.errors import N_, Invalid
from kiosk.roster.lines import Progress, kept, no_list
from kiosk.roster.rules import Choice, Table

_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s+ref="[A-Z]{1,3}(\d{1,7}):[A-Z]{1,3}(\d{1,7})"'
)
_MOST_MERGED = 20_000
_CHUNK_BYTES = 1 << 20
# What openpyxl says of workbooks whose parts are missing or make no sense.
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)


def read_workbook(path: Path, choice: Choice, progress: Progress) -> Table:
    """Return what a sheet of the workbook holds: the chosen one, or the first.

    :raises Invalid: it is none, is damaged, has macros, or is beyond measure.
    """
    if sniff(path) is not Kind.XLSX:
        raise no_list()
    check_archive(path)
    _check_parts(path)
    # By its content: openpyxl would judge a path by how it ends.
    with path.open("rb") as file:
        book = _opened(file)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        wanted = [sheet for sheet in sheets if sheet.title == choice.sheet] or sheets
        if not wanted:
            raise _damaged()
        sheet = wanted[0]
        # A sheet may lie about how large it is.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        try:
            lines = list(kept(enumerate(rows, 1), progress))
        except _BROKEN as error:
            raise _damaged() from error
    part = sheet._worksheet_path  # noqa: SLF001 no other way to know its part
    return Table(
        lines=lines,
        is_unicode=True,
        sheets=[each.title for each in sheets],
        sheet=sheet.title,
        merged=_merged_rows(path, part, lines[-1].number),
    )


def _opened(file: IO[bytes]) -> Any:
    try:
        return openpyxl.load_workbook(
            file, read_only=True, data_only=True, keep_links=False
        )
    except _BROKEN as error:
        raise _damaged() from error


def _damaged() -> Invalid:
    return Invalid(
        N_("Tệp Excel bị hỏng. Xin mở bằng Excel, lưu lại rồi tải lên."),
        code="damaged_office",
    )


def _check_parts(path: Path) -> None:
    """Let no part of a workbook declare words of its own: no Excel writes any."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if b"<!DOCTYPE" in part.read(HEAD_BYTES):
                        raise _damaged()


def _merged_rows(path: Path, part: str, last: int) -> list[int]:
    """Return the rows, up to `last`, that share a cell with the row above or below."""
    covered = bytearray(last + 2)
    with zipfile.ZipFile(path) as archive, archive.open(part) as sheet:
        count, rest = 0, b""
        while chunk := sheet.read(_CHUNK_BYTES):
            text = rest + chunk
            end = 0
            for found in _MERGED.finditer(text):
                first, stop = int(found[1]), min(int(found[2]), last)
                if first < stop:
                    covered[first : stop + 1] = b"\1" * (stop + 1 - first)
                end, count = found.end(), count + 1
                if count > _MOST_MERGED:
                    raise _damaged()
            rest = text[max(end, len(text) - HEAD_BYTES) :]
    return [number for number in range(last + 1) if covered[number]]
