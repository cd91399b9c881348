"""Map the pages of a document to those of its new version: a worker job.

Runs when both versions are rendered, and again after OCR of either. The result is
stored in the new version's row; other subjects name their hooks in `kiosk.subjects`.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from kiosk.documents import unrestricted_queries
from kiosk.documents.actions.versions import MAP_VERSIONS_JOB, store_page_map
from kiosk.documents.page_alignment import align_pages
from kiosk.errors import KioskError
from kiosk.ingestion import WORKER
from kiosk.ingestion.job_failures import DATABASE_RETRY_SECONDS
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.subjects import load_named

log = logging.getLogger(__name__)


# Called with (store, old id, new id) after the page map is stored.
AfterMappingHook = Callable[[Store, int, int], None]


class VersionMapper(WorkerJob):
    """The worker's jobs that map old pages to new."""

    after: Sequence[AfterMappingHook] = ()

    def start(self, _stop: threading.Event) -> None:
        """Load the hooks of all subjects."""
        self.after = load_named("after_mapping")

    def install(self) -> None:
        """Register the job handler."""
        self._store.bulk_jobs.register(MAP_VERSIONS_JOB, self.map_versions)

    def resume(self) -> None:
        """Queue every version without a page map."""
        with self._store.read_session() as session:
            left = unrestricted_queries.versions_to_map(session)
        for _, new_id in left:
            self._store.bulk_jobs.enqueue(MAP_VERSIONS_JOB, document_id=new_id)

    def map_versions(self, document_id: int) -> None:
        """Map a document to its new version, and its old version to it."""
        try:
            with self._store.read_session() as session:
                pairs = unrestricted_queries.versions_to_map(session, document_id)
            for old_id, new_id in pairs:
                self._map(old_id, new_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            time.sleep(DATABASE_RETRY_SECONDS)
            self._store.bulk_jobs.enqueue(MAP_VERSIONS_JOB, document_id=document_id)

    def _map(self, old_id: int, new_id: int) -> None:
        with self._store.read_session() as session:
            old = unrestricted_queries.texts_of(session, old_id)
            new = unrestricted_queries.texts_of(session, new_id)
        pairs = align_pages(old, new)
        with self._store.unit_of_work(WORKER) as work:
            if not store_page_map(work, old_id=old_id, new_id=new_id, pairs=pairs):
                return
        for follow in self.after:
            try:
                follow(self._store, old_id, new_id)
            except (DatabaseUnavailable, CommitOutcomeUnknown):
                raise
            except KioskError as error:
                # A failing hook must not block the others.
                log.warning("after mapping %s to %s: %s", old_id, new_id, error.reason)
