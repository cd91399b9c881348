"""Stage the rows and stored files of a meeting."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Table
from sqlalchemy.orm import Session

from kiosk.exports.archive_part import ArchiveExport, ArchiveFile, ArchivePart
from kiosk.exports.kinds import ProgressCallback
from kiosk.exports.rules import ExportState
from kiosk.exports.store import ExportStore
from kiosk.meeting_archive.rows import write_row
from kiosk.meeting_archive.rules import EXPORTS, stored_path, table_path
from kiosk.meeting_archive.staging import Staging
from kiosk.meeting_archive.tables import archived_tables, blank_values, rows_of
from kiosk.storage.chain import canonical_json
from kiosk.storage.store import Store
from kiosk.subjects import load

# Rows in memory at a time.
ROWS_AT_ONCE = 500
# Folder below the files ("" for the store itself) and SHA-256.
StoredName = tuple[str, str]


class ListedFile(msgspec.Struct, frozen=True):
    """A file that `index.html` lists under a heading."""

    heading: str
    label: str
    path: str


class KeptExport(msgspec.Struct, frozen=True):
    """A finished export in the archive, for the import; paths by suffix."""

    kind: str
    key: str
    signature: str
    total: int
    paths: dict[str, str]


def parts() -> tuple[ArchivePart, ...]:
    """Return what the subjects add."""
    return load("archive_part", "ARCHIVE_PART")


@cache
def stored_columns() -> dict[str, dict[str, str]]:
    """Return the folder of the files named in each column, by table and column."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for part in parts():
        for column in part.stored:
            found[column.class_.__tablename__][column.key] = part.folder
    return dict(found)


def stored_names(table: Table, row: dict[str, Any]) -> Iterator[StoredName]:
    """Yield the files that a row names."""
    for column, folder in stored_columns().get(table.name, {}).items():
        if row[column]:
            yield folder, row[column]


def stage_tables(
    session: Session,
    meeting_id: int,
    staging: Staging,
    on_progress: ProgressCallback,
) -> set[StoredName]:
    """Stage the rows of every table; return the files they name."""
    named: set[StoredName] = set()
    dialect = session.get_bind().dialect.name

    def lines(table: Table) -> Iterator[bytes]:
        blank = blank_values(table)
        rows = session.execute(
            rows_of(table, meeting_id, dialect),
            execution_options={"yield_per": ROWS_AT_ONCE},
        )
        for row in rows.mappings():
            values = dict(row)
            named.update(stored_names(table, values))
            yield write_row(values, blank)

    for table in archived_tables():
        staging.write(table_path(table.name), lines(table))
        # Nothing is known of the total yet; this says that it goes on.
        on_progress(0, 0)
    return named


def stage_parts(
    session: Session, store: Store, meeting_id: int, staging: Staging
) -> list[ListedFile]:
    """Stage what the subjects add; return what is listed for people."""
    listed: list[ListedFile] = []
    kept: list[KeptExport] = []
    for part in parts():
        listed += [
            ListedFile(part.heading, file.label, file.path)
            for file in part.files(session, store.files, meeting_id)
            if _stage_file(file, staging) and file.label
        ]
        for export in part.exports(session, meeting_id):
            found = _stage_export(store.files.root, export, staging)
            if found is not None:
                kept.append(found)
                listed += _listed_export(part.heading, export, found)
        for place in part.places(meeting_id):
            if (source := store.files.root / place).is_file():
                staging.link(f"files/{place}", source)
    kept.sort(key=lambda one: (one.kind, one.key))
    staging.write(EXPORTS, [canonical_json(msgspec.to_builtins(kept)).encode()])
    return listed


def _stage_file(file: ArchiveFile, staging: Staging) -> bool:
    """Stage a file; return whether it is there."""
    if isinstance(file.source, bytes):
        staging.write(file.path, [file.source])
    elif file.source.is_file():
        staging.link(file.path, file.source)
    else:
        return False
    return True


def _listed_export(
    heading: str, export: ArchiveExport, found: KeptExport
) -> list[ListedFile]:
    suffixes = export.suffixes if export.label else ()
    return [
        ListedFile(heading, export.label, found.paths[suffix])
        for suffix in suffixes
        if suffix in found.paths
    ]


def _stage_export(
    files: Path, wanted: ArchiveExport, staging: Staging
) -> KeptExport | None:
    exports = ExportStore(files, wanted.kind)
    export = exports.read(wanted.key)
    is_current = not wanted.signature or export.signature == wanted.signature
    if export.state is not ExportState.READY or not is_current:
        return None
    paths = {suffix: f"{wanted.stem}.{suffix}" for suffix in export.suffixes}
    for suffix, path in paths.items():
        staging.link(path, exports.path(export, suffix))
    name = wanted.kind.name
    return KeptExport(name, wanted.key, export.signature, export.total, paths)


def stage_stored(
    files: Path,
    named: set[StoredName],
    staging: Staging,
    on_file: Callable[[], None],
) -> None:
    """Stage the named files that are not in the archive yet."""
    for folder, sha256 in sorted(named):
        on_file()
        if sha256 not in staging.hashes:
            staging.link_stored(stored_path(sha256), files / folder, sha256)
