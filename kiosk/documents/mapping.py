"""Where the pages of a paper went in its new version: the worker's job that finds out.

It comes when both versions have all pages, and again when text was recognised on
either. Its result stands in the new version's row; what follows from it in other
subjects (`after`) is put together in `kiosk.worker`.
"""

import logging
import time
from collections.abc import Callable, Sequence

from kiosk.documents import worker_queries
from kiosk.documents.actions.versions import MAP_JOB, keep_page_map
from kiosk.documents.matching import match_pages
from kiosk.errors import KioskError
from kiosk.storage.refusals import Busy, Unsure
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

WORKER = "worker"
# Pause before a database that is away is asked again, in seconds.
AWAY_SECONDS = 2.0

# What follows once the page map of (old, new) is stored.
AfterMapping = Callable[[Store, int, int], None]


class Mapping:
    """The worker's jobs that map old pages to new."""

    def __init__(self, store: Store, after: Sequence[AfterMapping] = ()) -> None:
        """Map the versions in `store`, and let `after` follow each map."""
        self._store, self._after = store, after

    def install(self) -> None:
        """Answer to the jobs."""
        self._store.bulk_jobs.on(MAP_JOB, self.map_versions)

    def resume(self) -> None:
        """Queue every version that was left unmapped."""
        with self._store.reading() as session:
            left = worker_queries.versions_to_map(session)
        for _, new_id in left:
            self._store.bulk_jobs.enqueue(MAP_JOB, document_id=new_id)

    def map_versions(self, document_id: int) -> None:
        """Map a paper's pages to its new version's, and its old version's to its."""
        try:
            with self._store.reading() as session:
                pairs = worker_queries.versions_to_map(session, document_id)
            for old_id, new_id in pairs:
                self._map(old_id, new_id)
        except (Busy, Unsure):
            time.sleep(AWAY_SECONDS)
            self._store.bulk_jobs.enqueue(MAP_JOB, document_id=document_id)

    def _map(self, old_id: int, new_id: int) -> None:
        with self._store.reading() as session:
            old = worker_queries.texts_of(session, old_id)
            new = worker_queries.texts_of(session, new_id)
        pairs = match_pages(old, new)
        with self._store.work(WORKER) as work:
            if not keep_page_map(work, old_id=old_id, new_id=new_id, pairs=pairs):
                return
        for follow in self._after:
            try:
                follow(self._store, old_id, new_id)
            except (Busy, Unsure):
                raise
            except KioskError as error:
                # One that refuses must not keep back the others.
                log.warning("after mapping %s to %s: %s", old_id, new_id, error.reason)
