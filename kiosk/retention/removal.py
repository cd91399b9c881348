"""Carry a confirmed removal out: rows in batches, then the files nobody else uses."""

import logging

from sqlalchemy import select

from kiosk.documents.models import Document
from kiosk.documents.unrestricted_queries import files_of
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.personal_data.job import (
    discard_exports,
    discard_marked_pages,
)
from kiosk.retention.actions import (
    ROWS_AT_ONCE,
    delete_some_rows,
    finish_removal,
    going_tables,
)
from kiosk.storage.erasure import erase_deleted_rows
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

ACTOR = "retention"
FILES_AT_ONCE = 200
# On SQLite the same for all tables.
ERASED_TABLE = "pages"


def remove_meeting_data(store: Store, meeting_id: int) -> int:
    """Delete what goes of a meeting; return the number of rows.

    Ended in between, it goes on where it was when called again.
    """
    documents, files = _documents_and_files(store, meeting_id)
    discard_exports(store, {meeting_id}, set())
    discard_marked_pages(store, {meeting_id})
    rows = _delete_rows(store, meeting_id)
    for start in range(0, len(files), FILES_AT_ONCE):
        some = files[start : start + FILES_AT_ONCE]
        FileCleanup(store).discard_files(" ".join(some))
    with store.unit_of_work(ACTOR) as work:
        finish_removal(work, meeting_id=meeting_id, documents=documents, rows=rows)
    erase_deleted_rows(store.database, ERASED_TABLE)
    log.info("removed %d rows of meeting %d", rows, meeting_id)
    return rows


def _documents_and_files(store: Store, meeting_id: int) -> tuple[int, list[str]]:
    files: set[str] = set()
    with store.read_session() as session:
        own = select(Document).where(Document.meeting_id == meeting_id)
        documents = session.scalars(own).all()
        for document in documents:
            files |= files_of(session, document)
    return len(documents), sorted(files)


def _delete_rows(store: Store, meeting_id: int) -> int:
    total = 0
    for table in going_tables():
        while True:
            with store.unit_of_work(ACTOR) as work:
                deleted = delete_some_rows(work, table, meeting_id)
            total += deleted
            if deleted < ROWS_AT_ONCE:
                break
    return total
