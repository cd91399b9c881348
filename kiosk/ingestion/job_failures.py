"""What becomes of a job that fails: refused in words, or done later."""

import logging
import threading
import time
from collections.abc import Callable

from kiosk.errors import N_, Invalid, KioskError
from kiosk.processes.sandbox import WorkerStopping
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable

log = logging.getLogger(__name__)

Job = Callable[[int], None]
# Pause before a database that is away is asked again, in seconds.
DATABASE_RETRY_SECONDS = 2.0


class JobGuard:
    """Stands before the jobs about documents."""

    def __init__(self, refuse: Callable[[int, KioskError], None], requeue: Job) -> None:
        """Tell failures by `refuse`; `requeue` queues a document once more."""
        self._refuse, self._requeue = refuse, requeue
        self._running: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def exclusive(self, job: Job) -> Callable[..., None]:
        """Let `job` run once at a time for a document; a queue may hold it twice."""

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
        """Let several threads do `job` for the same document."""

        def run(document_id: int) -> None:
            self._run_guarded(job, document_id)

        return run

    def _run_guarded(self, job: Job, document_id: int) -> None:
        """Turn whatever `job` raises into a refusal that the secretary reads."""
        try:
            job(document_id)
        except WorkerStopping:
            log.info("document %s goes on at the next start", document_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            # No fault of the paper's. Were it forgotten here, the worker's next
            # round would find it.
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
