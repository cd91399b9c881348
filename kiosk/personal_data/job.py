"""Worker job after an erasure: copies of the person's name on disk are removed."""

import logging
import shutil
from pathlib import Path

from sqlalchemy import select

from kiosk.documents.models import Document
from kiosk.exports.kinds import ExportKind, is_meeting_there
from kiosk.exports.store import ExportStore
from kiosk.notebooks.export import NOTEBOOK
from kiosk.personal_data.rules import TIDY_JOB
from kiosk.storage.erasure import erase_deleted_rows
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.subjects import load_named
from kiosk.watermarks.rules import FOLDER as MARKS_FOLDER

log = logging.getLogger(__name__)

# Of the tables with deleted rows, the one with free text.
ERASED_TABLE = "annotations"


def discard_exports(store: Store, meeting_ids: set[int], member_ids: set[int]) -> int:
    """Remove files made of these meetings and members; return how many.

    They are made again when somebody asks for them.
    """
    kinds: list[ExportKind] = load_named("exports")
    removed = 0
    for kind in kinds:
        if kind is NOTEBOOK:
            owners = member_ids
        elif kind.is_wanted is is_meeting_there:
            owners = meeting_ids
        else:
            continue
        exports = ExportStore(store.files.root, kind)
        for key in exports.all_keys():
            if exports.read_stored(key).owner in owners:
                exports.discard(key)
                removed += 1
    return removed


def discard_marked_pages(store: Store, meeting_ids: set[int]) -> None:
    """Remove pages with readers' names across them; they are drawn again."""
    with store.read_session() as session:
        wanted = select(Document.id).where(Document.meeting_id.in_(meeting_ids))
        document_ids = list(session.scalars(wanted))
    root: Path = store.files.root / MARKS_FOLDER
    for document_id in document_ids:
        shutil.rmtree(root / str(document_id), ignore_errors=True)


class ErasureTidying(WorkerJob):
    """The worker's part of an erasure."""

    def install(self) -> None:
        """Register the job."""
        self._store.prompt_jobs.register(TIDY_JOB, self.tidy)

    def tidy(self, meetings: str, members: str) -> None:
        """Remove copies; `meetings` and `members` are ids separated by spaces."""
        meeting_ids, member_ids = (
            {int(number) for number in ids.split()} for ids in (meetings, members)
        )
        removed = discard_exports(self._store, meeting_ids, member_ids)
        discard_marked_pages(self._store, meeting_ids)
        is_erased = erase_deleted_rows(self._store.database, ERASED_TABLE)
        log.info("removed %d exports after an erasure, %s", removed, is_erased)
