"""Delete stored files that no document refers to.

The check and the deletion share one transaction; adding a file under a new row takes
the same lock.
"""

import logging

from kiosk.documents.actions.lifecycle import DISCARD_BATCH, DISCARD_FILES_JOB
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.ingestion import WORKER
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

SWEEP_JOB = "sweep_files"
# Minimum age: files may be stored shortly before their row is committed.
ORPHAN_MIN_AGE_SECONDS = 3600.0
INCOMING_MIN_AGE_SECONDS = 24 * 3600.0


class FileCleanup(WorkerJob):
    """The worker's cleanup jobs."""

    def install(self) -> None:
        """Register the job handlers and queue a sweep."""
        self._store.prompt_jobs.register(DISCARD_FILES_JOB, self.discard_files)
        self._store.bulk_jobs.register(SWEEP_JOB, self.sweep_files)
        self._store.bulk_jobs.enqueue(SWEEP_JOB, priority=-10)

    def discard_files(self, sha256s: str) -> None:
        """Delete the named files that no document refers to."""
        names = sha256s.split()
        with self._store.unit_of_work(WORKER) as work:
            unused = set(names) - files_in_use(work.session, names)
            for sha256 in unused:
                self._store.files.delete(sha256)
        log.info("removed %d files no longer in use", len(unused))

    def sweep_files(self) -> None:
        """Delete orphaned files and interrupted uploads."""
        self._store.files.clear_incoming(older_than=INCOMING_MIN_AGE_SECONDS)
        with self._store.read_session() as session:
            used = files_in_use(session)
        orphans = [
            sha256
            for sha256 in self._store.files.iter_hashes(
                older_than=ORPHAN_MIN_AGE_SECONDS
            )
            if sha256 not in used
        ]
        for start in range(0, len(orphans), DISCARD_BATCH):
            self.discard_files(" ".join(orphans[start : start + DISCARD_BATCH]))
