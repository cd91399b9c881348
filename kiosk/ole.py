"""Read OLE2 compound files, the format of Office 97–2003 and of Outlook messages.

They are small file systems whose sectors are chained by a table; only the sectors of a
requested stream are read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_BYTES = 512
_END_OF_CHAIN = 0xFFFFFFFC
_ENTRY_BYTES = 128
_MAX_ENTRIES = 10_000
_STREAM, _ROOT = 2, 5
_SECTOR_SHIFTS = {9, 12}


class OleError(ValueError):
    """The file is not OLE2, or its sector tables are damaged."""


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    first: int
    size: int

    @classmethod
    def read(cls, entry: bytes) -> "_Entry":
        length, kind = struct.unpack("<HB", entry[64:67])
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        # Some programs write WORKBOOK: names are compared in capitals (MS-CFB 2.6.4).
        return cls(name.upper(), kind, *struct.unpack("<3I36xII", entry[68:124]))


def _top(entries: list[_Entry]) -> Iterator[_Entry]:
    """Yield the entries of the top level: a tree of siblings below the root."""
    waiting, seen = [entries[0].child], {0}
    while waiting:
        sector = waiting.pop()
        if sector >= len(entries) or sector in seen:
            continue
        seen.add(sector)
        yield entries[sector]
        waiting += [entries[sector].left, entries[sector].right]


class OleFile:
    """The names and streams of an OLE2 file, in capitals."""

    def __init__(self, data: bytes | mmap) -> None:
        """Read the directory of a file; `data` may be mapped into memory.

        :raises OleError: the directory cannot be read.
        """
        self._data = data
        try:
            self._read_head()
            self._read_directory()
        except (struct.error, IndexError) as error:
            raise OleError(str(error)) from error

    def _read_head(self) -> None:
        data = self._data
        shift, small_shift = struct.unpack("<HH", data[30:34])
        self._directory, self._small_limit = struct.unpack("<I4xI", data[48:60])
        self._small_table, small_tables, more, lists = struct.unpack("<4I", data[60:76])
        if shift not in _SECTOR_SHIFTS or small_shift > shift:
            msg = "sectors of an impossible size"
            raise OleError(msg)
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._sectors = len(data) // self._size
        tables = struct.unpack("<I", data[44:48])[0]
        if max(tables, small_tables, lists) > self._sectors:
            # Other readers allocate the memory such a header claims.
            msg = "tables beyond the end"
            raise OleError(msg)
        # Indexes of the sectors that hold the table.
        self._table = [*struct.unpack("<109I", data[76:_HEAD_BYTES])]
        seen: set[int] = set()
        while more < _END_OF_CHAIN and more not in seen:
            seen.add(more)
            *sectors, more = self._numbers(more)
            self._table += sectors

    def _read_directory(self) -> None:
        entries: list[_Entry] = []
        for sector in self._chain(self._directory):
            part = self._sector(sector)
            entries += [
                _Entry.read(part[at : at + _ENTRY_BYTES])
                for at in range(0, len(part), _ENTRY_BYTES)
            ]
            if len(entries) > _MAX_ENTRIES:
                msg = "too many entries"
                raise OleError(msg)
        if not entries or entries[0].kind != _ROOT:
            msg = "no root entry"
            raise OleError(msg)
        used = [entry for entry in entries[1:] if entry.kind]
        # Word 97 leaves whatever was in its memory as the size of a storage.
        sizes = (entry.size for entry in used if entry.kind == _STREAM)
        if any(size > len(self._data) for size in sizes):
            msg = "a stream beyond the end"
            raise OleError(msg)
        self._small_first = entries[0].first
        # `names`: of all entries, embedded files included; `streams`: of the top level.
        self.names = {entry.name for entry in used}
        self.streams = {
            entry.name: (entry.first, entry.size)
            for entry in _top(entries)
            if entry.kind == _STREAM
        }

    def _numbers(self, sector: int) -> tuple[int, ...]:
        data = self._sector(sector)
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _sector(self, sector: int) -> bytes:
        # The header takes the space of one sector.
        return self._data[(sector + 1) * self._size : (sector + 2) * self._size]

    def _next_sector(self, sector: int) -> int:
        """Return the index of the next sector in the chain."""
        table, at = divmod(sector * 4, self._size)
        start = (self._table[table] + 1) * self._size + at
        number: int = struct.unpack("<I", self._data[start : start + 4])[0]
        return number

    def _chain(self, sector: int) -> Iterator[int]:
        for _ in range(self._sectors):
            if sector >= _END_OF_CHAIN:
                return
            yield sector
            sector = self._next_sector(sector)

    def _small_chain(self, sector: int) -> Iterator[int]:
        table = [
            number
            for sector in self._chain(self._small_table)
            for number in self._numbers(sector)
        ]
        for _ in range(len(table)):
            if sector >= _END_OF_CHAIN:
                return
            yield sector
            sector = table[sector]

    def _read_chain(self, sector: int) -> bytes:
        return b"".join(map(self._sector, self._chain(sector)))

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream.

        :raises OleError: its sectors are missing.
        """
        first, size = self.streams[name]
        try:
            if size >= max(self._small_limit, 1):
                return self._read_chain(first)[:size]
            step, small = self._small_size, self._read_chain(self._small_first)
            parts = (
                small[sector * step : (sector + 1) * step]
                for sector in self._small_chain(first)
            )
            return b"".join(parts)[:size]
        except (struct.error, IndexError) as error:
            raise OleError(str(error)) from error

    def start(self, name: str) -> bytes:
        """Return the first sector of a stream; b"" for a small or damaged one."""
        first, size = self.streams[name]
        is_small = size < max(self._small_limit, 1)
        return b"" if is_small or first >= _END_OF_CHAIN else self._sector(first)
