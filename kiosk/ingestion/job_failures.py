"""Error handling of document jobs: refuse the document, or retry later."""

import logging
import threading
import time
from collections.abc import Callable

from kiosk.errors import N_, Invalid, KioskError
from kiosk.processes.sandbox import WorkerStopping
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable

log = logging.getLogger(__name__)

Job = Callable[[int], None]
# Pause before retrying while the database is unavailable, in seconds.
DATABASE_RETRY_SECONDS = 2.0


class JobGuard:
    """Wraps the jobs that work on one document."""

    def __init__(self, refuse: Callable[[int, KioskError], None], requeue: Job) -> None:
        """Report failures to `refuse`; `requeue` queues a document again."""
        self._refuse, self._requeue = refuse, requeue
        self._running: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def exclusive(self, job: Job) -> Callable[..., None]:
        """Wrap `job` to run once at a time per document; drop duplicates."""

        def run(document_id: int) -> None:
            name = (job.__name__, document_id)
            with self._lock:
                if name in self._running:
                    return
                self._running.add(name)
            try:
                self._run_guarded(job, document_id)
            finally:
                with self._lock:
                    self._running.discard(name)

        return run

    def concurrent(self, job: Job) -> Callable[..., None]:
        """Wrap `job`, which may run in several threads for one document."""

        def run(document_id: int) -> None:
            self._run_guarded(job, document_id)

        return run

    def _run_guarded(self, job: Job, document_id: int) -> None:
        """Run `job`; turn exceptions into a refusal shown to the secretary."""
        try:
            job(document_id)
        except WorkerStopping:
            log.info("document %s goes on at the next start", document_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            # Not the document's fault. If this retry were lost, the worker's next round
            # finds it.
            log.info("document %s goes on when the database is back", document_id)
            time.sleep(DATABASE_RETRY_SECONDS)
            self._requeue(document_id)
        except KioskError as refusal:
            log.info("document %s refused: %s", document_id, refusal.reason)
            self._refuse(document_id, refusal)
        except Exception:  # a job must not take the worker's thread with it
            log.exception("document %s failed", document_id)
            self._refuse(
                document_id,
                Invalid(
                    N_("Máy chủ gặp lỗi khi xử lý tệp này. Xin bấm xử lý lại."),
                    code="defect",
                ),
            )
