"""Import an archive: everything is checked first, then written in one transaction."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access
from kiosk.exports.kinds import ProgressCallback
from kiosk.identity import NO_ENDPOINT
from kiosk.meeting_archive.imported_files import ImportedFiles, keep_exports
from kiosk.meeting_archive.models import ImportedAccessLine, ImportedArchive
from kiosk.meeting_archive.older_schema import bring_up_to_date
from kiosk.meeting_archive.reading import ArchiveContent, Row, inconsistent
from kiosk.meeting_archive.rules import (
    ACCESS_CHECKPOINTS,
    ACCESS_LOG,
    ArchiveError,
    Manifest,
)
from kiosk.meeting_archive.tables import (
    MEETINGS,
    RENUMBERED_COLUMNS,
    archived_tables,
    inner_references,
)
from kiosk.meeting_archive.zip_check import CheckedArchive, open_archive
from kiosk.meetings.models import Meeting
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class ImportReport:
    """What was imported."""

    manifest: Manifest
    rows: int
    files: int


def import_archive(
    store: Store,
    path: Path,
    *,
    actor: str,
    expected_key: str = "",
    on_progress: ProgressCallback = lambda _done, _total: None,
) -> ImportReport:
    """Import a meeting with its ids.

    :param expected_key: the fingerprint of the key that must have signed, if known.
    :raises ArchiveError: the archive is refused; nothing was written.
    """
    scratch = store.files.scratch
    scratch.mkdir(parents=True, exist_ok=True)
    with (
        open_archive(path, scratch, expected_key) as archive,
        tempfile.TemporaryDirectory(prefix="import-", dir=scratch) as name,
    ):
        content = ArchiveContent(archive, Path(name))
        names = content.extract_rows()
        bring_up_to_date(content, names, Path(name))
        content.check_rows()
        content.check_journal()
        content.extract_files(on_progress)
        with store.read_session() as session:
            _check_free(session, content)
        added = ImportedFiles(store, content)
        try:
            added.move_in()
            _write(store, archive, content, actor)
        except BaseException:
            added.remove()
            raise
        keep_exports(store, content)
        return ImportReport(archive.manifest, content.row_count, added.count)


def _batches(rows: Iterable[Any], size: int = ROWS_AT_ONCE) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _check_free(session: Session, content: ArchiveContent) -> None:
    """Check that no row's id is taken.

    :raises ArchiveError: one is.
    """
    there = session.get(Meeting, content.meeting_id)
    if there is not None:
        raise ArchiveError(
            f"Máy chủ này đã có cuộc họp số {there.id}: “{there.title}”. Không có gì"
            " được nhập."
        )
    for table in archived_tables():
        column = _own_id(table)
        if column is None:
            continue
        for batch in _batches(row[column.name] for row in content.rows(table)):
            taken = session.scalar(select(column).where(column.in_(batch)).limit(1))
            if taken is not None:
                raise ArchiveError(
                    "Máy chủ này đã có dữ liệu khác mang cùng số"
                    f" ({table.name} {taken}). Xin nhập vào một máy chủ trống. Không có"
                    " gì được nhập."
                )


def _own_id(table: Table) -> Any:
    """Return the column that numbers the rows, if it is archived and no reference."""
    columns = list(table.primary_key)
    is_own = len(columns) == 1 and not columns[0].foreign_keys
    is_archived = table.name not in RENUMBERED_COLUMNS
    return columns[0] if is_own and is_archived and table.name != MEETINGS else None


def _write(
    store: Store, archive: CheckedArchive, content: ArchiveContent, actor: str
) -> None:
    try:
        with store.unit_of_work(actor) as work:
            for table in archived_tables():
                _insert(work.session, table, content)
            _keep_origin(work, archive, content)
            _advance_sequences(work.session.connection())
    except IntegrityError as error:
        raise inconsistent(str(error.orig)) from None


def _insert(session: Session, table: Table, content: ArchiveContent) -> None:
    own = [
        key.parent.name for key in inner_references(table) if key.column.table is table
    ]
    identity = next(iter(table.primary_key))
    later: list[tuple[Any, Row]] = []

    def first(row: Row) -> Row:
        if any(row[name] is not None for name in own):
            later.append((row[identity.name], {name: row[name] for name in own}))
            return row | dict.fromkeys(own)
        return row

    for batch in _batches(map(first, content.rows(table))):
        session.execute(insert(table), batch)
    for row_id, values in later:
        session.execute(update(table).where(identity == row_id).values(values))


def _keep_origin(
    work: UnitOfWork, archive: CheckedArchive, content: ArchiveContent
) -> None:
    manifest = archive.manifest
    work.session.add(
        ImportedArchive(
            meeting_id=content.meeting_id,
            imported_at=work.now,
            imported_by=work.actor,
            made_at=manifest.made_at,
            manifest_sha256=archive.manifest_sha256,
            public_key=archive.public_key,
            journal_number=manifest.journal.last,
            access_checkpoints=content.text(ACCESS_CHECKPOINTS),
        )
    )
    log_access(
        work,
        AccessAction.ARCHIVE_IMPORTED,
        work.actor,
        NO_ENDPOINT,
        f"meeting:{content.meeting_id}",
    )
    work.session.flush()
    numbered = enumerate(content.lines(ACCESS_LOG))
    for batch in _batches(
        {"meeting_id": content.meeting_id, "ordinal": number, "line": line}
        for number, line in numbered
    ):
        work.session.execute(insert(ImportedAccessLine), batch)


def _advance_sequences(connection: Connection) -> None:
    """Let PostgreSQL number new rows after the imported ones."""
    if connection.dialect.name != "postgresql":
        return
    for table in archived_tables():
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": column.name},
        )
        last = connection.scalar(select(func.max(column)))
        if sequence and last:
            connection.execute(
                text("SELECT setval(:name, GREATEST(:last, nextval(:name)))"),
                {"name": sequence, "last": last},
            )
