"""Worker jobs: check files that were brought, remind units by themselves."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.issued_documents.actions.issuing import finish_check, remind_overdue_units
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.inbox import overdue_deliveries
from kiosk.issued_documents.rules import CHECK_JOB, IssuedFileState
from kiosk.official_papers.pdf_texts import read_pdf_texts
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

WORKER = "worker"
# Units reminded per minute, in one short transaction.
REMINDERS_PER_SWEEP = 50


class IssuedDocumentsJob(WorkerJob):
    """Checks and reminders of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Work in `store`; files are opened in the sandbox."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(CHECK_JOB, self.check)

    def resume(self) -> None:
        """Queue the checks that are still to be done."""
        waiting = select(IssuedDocument.id).where(
            IssuedDocument.file_state == IssuedFileState.WAITING
        )
        with self._store.read_session() as session:
            due = session.scalars(waiting).all()
        for issued_id in due:
            self._store.bulk_jobs.enqueue(CHECK_JOB, issued_id=issued_id)

    def sweep(self) -> None:
        """Remind units that have not opened a document; errors wait for the next."""
        key = self._store.config.server_key()
        try:
            with self._store.read_session() as session:
                if not overdue_deliveries(session, clock.now(), 1):
                    return
            with self._store.unit_of_work(WORKER) as work:
                remind_overdue_units(work, key, most=REMINDERS_PER_SWEEP)
        except (KioskError, SQLAlchemyError, OSError) as error:
            log.info("reminders of issued documents are postponed: %s", error)

    def check(self, issued_id: int) -> None:
        """Open an uploaded file as PDF."""
        with self._store.read_session() as session:
            document = session.get(IssuedDocument, issued_id)
            if document is None or document.file_state != IssuedFileState.WAITING:
                return
            sha256 = document.file_sha256
        path = self._store.files.path(sha256)
        try:
            texts = read_pdf_texts(self._store, self._sandbox, [path])
        except WorkerStopping:
            return
        pages = texts[0].pages if texts else 0
        with self._store.unit_of_work(WORKER) as work:
            finish_check(work, issued_id=issued_id, sha256=sha256, pages=pages)
