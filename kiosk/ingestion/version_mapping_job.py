"""Where the pages of a paper went in its new version: the worker's job that finds out.

It comes when both versions have all pages, and again when text was recognised on
either. Its result stands in the new version's row; what follows from it in other
subjects (`after`) is put together in `kiosk.worker`.
"""

import logging
import time
from collections.abc import Callable, Sequence

from kiosk.documents import unrestricted_queries
from kiosk.documents.actions.versions import MAP_VERSIONS_JOB, store_page_map
from kiosk.documents.page_alignment import align_pages
from kiosk.errors import KioskError
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

WORKER = "worker"
# Pause before a database that is away is asked again, in seconds.
DATABASE_RETRY_SECONDS = 2.0

# What follows once the page map of (old, new) is stored.
AfterMappingHook = Callable[[Store, int, int], None]


class VersionMapper:
    """The worker's jobs that map old pages to new."""

    def __init__(self, store: Store, after: Sequence[AfterMappingHook] = ()) -> None:
        """Map the versions in `store`, and let `after` follow each map."""
        self._store, self._after = store, after

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.bulk_jobs.register(MAP_VERSIONS_JOB, self.map_versions)

    def resume(self) -> None:
        """Queue every version that was left unmapped."""
        with self._store.read_session() as session:
            left = unrestricted_queries.versions_to_map(session)
        for _, new_id in left:
            self._store.bulk_jobs.enqueue(MAP_VERSIONS_JOB, document_id=new_id)

    def map_versions(self, document_id: int) -> None:
        """Map a paper's pages to its new version's, and its old version's to its."""
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
        for follow in self._after:
            try:
                follow(self._store, old_id, new_id)
            except (DatabaseUnavailable, CommitOutcomeUnknown):
                raise
            except KioskError as error:
                # One that refuses must not keep back the others.
                log.warning("after mapping %s to %s: %s", old_id, new_id, error.reason)
