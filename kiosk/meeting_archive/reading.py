"""Read the rows and files of a checked archive into a folder, and check them.

After it every byte of the archive has been compared with the manifest, every row fits
its table and leads to the meeting, and the journal's chain is whole.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Table

from kiosk.exports.kinds import ProgressCallback
from kiosk.meeting_archive.gather import KeptExport, StoredName, parts, stored_names
from kiosk.meeting_archive.rows import read_row
from kiosk.meeting_archive.rules import (
    EXPORTS,
    SCHEMA,
    ArchivedFile,
    ArchiveError,
    is_sha256,
    table_path,
)
from kiosk.meeting_archive.tables import MEETINGS, archived_tables, inner_references
from kiosk.meeting_archive.zip_check import CheckedArchive
from kiosk.storage.chain import GENESIS, ChainedEvent, link_hash

Row = dict[str, Any]
_REPORTS = 100
# Of one row, in bytes.
LONGEST_LINE = 50_000_000


class Schema(msgspec.Struct):
    """The schema that the rows belong to."""

    revision: str


def inconsistent(what: str) -> ArchiveError:
    """Return the error of rows that no archive of Kiosk holds."""
    return ArchiveError(
        f"Dữ liệu trong hồ sơ không nhất quán ({what}). Không có gì được nhập."
    )


class ArchiveContent:
    """The content of an archive in a folder of its own."""

    def __init__(self, archive: CheckedArchive, folder: Path) -> None:
        """Extract into the folder; nothing is read yet."""
        self._archive = archive
        self._folder = folder
        self.meeting_id = int(archive.manifest.meeting.get("id", 0))
        self.named: set[StoredName] = set()
        self.exports: list[KeptExport] = []
        self.row_count = 0

    def file(self, sha256: str) -> Path:
        """Return the path of an extracted file."""
        return self._folder / sha256

    def rows_file(self, table: str) -> Path:
        """Return the path of a table's rows."""
        return self._folder / f"{table}.jsonl"

    def revision(self) -> str:
        """Return the schema of the rows.

        :raises ArchiveError: it is not said.
        """
        try:
            return msgspec.json.decode(self._archive.read(SCHEMA), type=Schema).revision
        except msgspec.MsgspecError:
            raise inconsistent(SCHEMA) from None

    def extract_rows(self) -> list[str]:
        """Extract the rows of all tables; return the tables' names."""
        names = []
        for path, file in self._archive.files.items():
            if path.startswith("data/") and path.endswith(".jsonl"):
                name = path.removeprefix("data/").removesuffix(".jsonl")
                if path != table_path(name) or "/" in name:
                    raise inconsistent(path)
                self._archive.extract(file, self.rows_file(name))
                names.append(name)
        return names

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table.

        :raises ArchiveError: a line is no row of it.
        """
        with self.rows_file(table.name).open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE), b"")
            for number, line in enumerate(lines, 1):
                try:
                    yield read_row(table, line)
                except ValueError as error:
                    where = f"bảng {table.name}, dòng {number}: {error}"
                    raise inconsistent(where) from None

    def check_rows(self) -> None:
        """Check that all rows belong to the meeting, and note the files they name.

        :raises ArchiveError: a row refers to what is not in the archive, or the journal
            is not whole.
        """
        known = _KnownValues()
        for table in archived_tables():
            later = []
            for row in self.rows(table):
                self.row_count += 1
                self.named.update(stored_names(table, row))
                known.add(table, row)
                known.check(table, row, itself=False)
                if _refers_to_itself(table):
                    later.append(row)
            for row in later:
                known.check(table, row, itself=True)
        if known.values[MEETINGS, "id"] != {self.meeting_id}:
            raise inconsistent("số của cuộc họp")
        for _, sha256 in self.named:
            if not is_sha256(sha256):
                raise inconsistent(f"mã {sha256[:20]!r}")

    def check_journal(self) -> None:
        """Check that the journal's chain is whole and ends as the manifest says.

        :raises ArchiveError: it is not.
        """
        table = next(one for one in archived_tables() if one.name == "journal")
        number, link = 0, GENESIS
        for row in self.rows(table):
            number += 1
            fields = {name: row[name] for name in ChainedEvent.__struct_fields__}
            try:
                link = link_hash(link, ChainedEvent(**fields).content())
            except (ValueError, msgspec.MsgspecError):
                link = ""
            if row["number"] != number or row["hash"] != link:
                raise ArchiveError(
                    f"Nhật ký đã bị sửa ở dòng {number}. Không có gì được nhập."
                )
        end = self._archive.manifest.journal
        if (number, link) != (end.last, end.root):
            raise ArchiveError("Nhật ký thiếu dòng cuối. Không có gì được nhập.")

    def extract_files(self, on_progress: ProgressCallback) -> None:
        """Check every other file; extract those that the server stores.

        :raises ArchiveError: one was altered, or one that a row names is not there.
        """
        self.exports = self._kept_exports()
        wanted = {sha256 for _, sha256 in self.named}
        wanted |= {self._archive.files[path].sha256 for path in self._wanted_paths()}
        rest = [
            file
            for path, file in self._archive.files.items()
            if not (path.startswith("data/") and path.endswith(".jsonl"))
        ]
        step = max(1, len(rest) // _REPORTS)
        for done, file in enumerate(rest, 1):
            self._extract_one(file, is_wanted=file.sha256 in wanted)
            if done % step == 0:
                on_progress(done, len(rest))
        missing = set(self._archive.manifest.missing)
        for _, sha256 in self.named:
            if sha256 not in missing and not self.file(sha256).exists():
                raise ArchiveError(f"Hồ sơ thiếu tệp {sha256[:12]}….")

    def _extract_one(self, file: ArchivedFile, *, is_wanted: bool) -> None:
        target = self.file(file.sha256)
        if is_wanted and not target.exists():
            self._archive.extract(file, target)
            return
        for _ in self._archive.pieces(file):
            pass

    def _kept_exports(self) -> list[KeptExport]:
        try:
            kept = msgspec.json.decode(
                self._archive.read(EXPORTS), type=list[KeptExport]
            )
        except msgspec.MsgspecError:
            raise inconsistent(EXPORTS) from None
        paths = (path for one in kept for path in one.paths.values())
        if not all(path in self._archive.files for path in paths):
            raise inconsistent(EXPORTS)
        return kept

    def places(self) -> list[tuple[str, str]]:
        """Return the files that have a place of their own, and their SHA-256."""
        return [
            (place, self._archive.files[f"files/{place}"].sha256)
            for part in parts()
            for place in part.places(self.meeting_id)
            if f"files/{place}" in self._archive.files
        ]

    def _wanted_paths(self) -> list[str]:
        exported = [path for one in self.exports for path in one.paths.values()]
        return exported + [f"files/{place}" for place, _ in self.places()]

    def sha256_of(self, path: str) -> str:
        """Return the SHA-256 of a file in the archive."""
        return self._archive.files[path].sha256

    def text(self, path: str) -> str:
        """Return the text of a file in the archive."""
        return self._archive.read(path).decode()

    def lines(self, path: str) -> Iterator[str]:
        """Yield the lines of a file in the archive, without their ends."""
        rest = b""
        for piece in self._archive.pieces(self._archive.files[path]):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line.decode() for line in whole)


def _refers_to_itself(table: Table) -> bool:
    return any(key.column.table is table for key in inner_references(table))


class _KnownValues:
    """The values of the columns that others refer to."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], set[Any]] = defaultdict(set)
        self._columns: dict[str, set[str]] = defaultdict(set)
        for table in archived_tables():
            for key in inner_references(table):
                self._columns[key.column.table.name].add(key.column.name)

    def add(self, table: Table, row: Row) -> None:
        for name in self._columns[table.name]:
            self.values[table.name, name].add(row[name])

    def check(self, table: Table, row: Row, *, itself: bool) -> None:
        """Check the references of a row to its own table, or to others."""
        for key in inner_references(table):
            value, column = row[key.parent.name], key.column
            if value is None or (column.table is table) != itself:
                continue
            if value not in self.values[column.table.name, column.name]:
                raise inconsistent(f"bảng {table.name}, {key.parent.name} {value}")
