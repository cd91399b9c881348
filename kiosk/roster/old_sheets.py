"""Hidden rows, errors and macros of Excel 97–2003 files (BIFF8); runs in the sandbox.

The file is a small file system of its own (OLE2): sectors chained by a table.
"""

import struct
from collections.abc import Iterator

from kiosk.errors import N_, Invalid
from kiosk.roster.workbook_facts import SheetFacts, damaged

_HEAD_BYTES = 512
_END = 0xFFFFFFFC
_ENTRY_BYTES = 128
_SMALL_BYTES = 4096
_ROOT = 5
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


class OldFile:
    """The streams of an OLE2 file.

    :raises Invalid: its tables lead nowhere.
    """

    def __init__(self, data: bytes) -> None:
        """Read the tables of the file, and its directory."""
        self._data = data
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise damaged() from error

    def _read_tables(self) -> None:
        data = self._data
        shift, small_shift = struct.unpack("<HH", data[30:34])
        directory, self._small_limit = struct.unpack("<I4xI", data[48:60])
        small_table, small_tables, more, lists = struct.unpack("<4I", data[60:76])
        self._size, self._small_size = 1 << min(shift, 16), 1 << min(small_shift, 16)
        tables = struct.unpack("<I", data[44:48])[0]
        if max(tables, small_tables, lists) * self._size > len(data):
            # The library would believe it, and ask for so much memory.
            raise damaged()
        listed = [*struct.unpack("<109I", data[76:_HEAD_BYTES])]
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            *places, more = self._numbers(more)
            listed += places
        self._table = [
            n for place in listed if place < _END for n in self._numbers(place)
        ]
        self._small_table = [
            n
            for place in self._chain(small_table, self._table)
            for n in self._numbers(place)
        ]
        entries = self._joined(directory)
        self.streams: dict[str, tuple[int, int]] = {}
        self.names: set[str] = set()
        self._small = b""
        for at in range(0, len(entries), _ENTRY_BYTES):
            self._read_entry(entries[at : at + _ENTRY_BYTES])

    def _read_entry(self, entry: bytes) -> None:
        length, kind = struct.unpack("<HB", entry[64:67])
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        first, size = struct.unpack("<II", entry[116:124])
        if kind == _ROOT:
            self._small = self._joined(first)
        elif kind:
            if size > len(self._data):
                raise damaged()
            self.names.add(name)
            self.streams.setdefault(name, (first, size))

    def _numbers(self, place: int) -> tuple[int, ...]:
        sector = self._sector(place)
        return struct.unpack(f"<{len(sector) // 4}I", sector)

    def _sector(self, place: int) -> bytes:
        # The head takes the place of one sector.
        return self._data[(place + 1) * self._size : (place + 2) * self._size]

    def _chain(self, place: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table)):
            if place >= _END:
                return
            yield place
            place = table[place]

    def _joined(self, place: int) -> bytes:
        return b"".join(map(self._sector, self._chain(place, self._table)))

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream."""
        first, size = self.streams[name]
        if size >= max(self._small_limit, 1):
            return self._joined(first)[:size]
        step = self._small_size
        parts = (
            self._small[place * step : (place + 1) * step]
            for place in self._chain(first, self._small_table)
        )
        return b"".join(parts)[:size]


def workbook_stream(data: bytes) -> bytes:
    """Return the workbook of an Excel 97–2003 file.

    :raises Invalid: it is none, has macros, or is locked by a password.
    """
    file = OldFile(data)
    if "EncryptedPackage" in file.names:
        raise locked()
    if any(name.startswith("_VBA_PROJECT") for name in file.names):
        raise Invalid(
            N_(
                "Tệp có macro nên bị từ chối. Xin lưu lại không kèm macro"
                " (.docx, .xlsx, .pptx) rồi tải lên."
            ),
            code="macros",
        )
    name = next((name for name in ("Workbook", "Book") if name in file.streams), None)
    if name is None:
        raise damaged()
    try:
        return file.stream(name)
    except IndexError as error:
        raise damaged() from error


def locked() -> Invalid:
    """Return the refusal of a workbook with a password."""
    return Invalid(
        N_("Tệp có mật khẩu. Xin bỏ mật khẩu trong Excel, lưu lại rồi tải lên."),
        code="locked",
    )


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def old_facts(book: bytes, sheet: int) -> SheetFacts:
    """Return what sheet number `sheet`, from 0, says besides its values."""
    facts = SheetFacts()
    try:
        places = [
            struct.unpack_from("<I", body)[0]
            for kind, body in _records(book, 0)
            if kind == _BOUNDSHEET
        ]
        depth = 0
        for kind, body in _records(book, places[sheet]) if sheet < len(places) else ():
            # A chart on the sheet stands within its own begin and end.
            depth += (kind == _BOF) - (kind == _EOF)
            if depth == 0:
                break
            if depth == 1:
                _note(facts, kind, body)
    except struct.error as error:
        raise damaged() from error
    return facts


def _note(facts: SheetFacts, kind: int, body: bytes) -> None:
    if kind == _ROW:
        row, options = struct.unpack_from("<H10xH", body)
        if options & _HIDDEN_ROW:
            facts.hidden_rows.add(row)
    elif kind == _COLINFO:
        first, last, options = struct.unpack_from("<HH4xH", body)
        if options & _HIDDEN_COLUMN:
            facts.hide_columns(first, last)
    elif kind == _BOOLERR:
        row, column, code, is_error = struct.unpack_from("<HH2xBB", body)
        if is_error:
            facts.errors[row, column] = _ERRORS.get(code, "#N/A")
    elif kind == _FORMULA:
        _note_formula(facts, body)


def _note_formula(facts: SheetFacts, body: bytes) -> None:
    row, column, value = struct.unpack_from("<HH2x8s", body)
    if value == bytes(8):
        facts.uncalculated.add((row, column))
    elif value[6:] == b"\xff\xff" and value[0] == _ERROR_RESULT:
        facts.errors[row, column] = _ERRORS.get(value[2], "#N/A")
