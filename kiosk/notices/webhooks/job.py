"""Worker job that posts events to webhooks, in a thread of its own."""

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.notices.webhooks import queue
from kiosk.notices.webhooks.calling import STEP_SECONDS, post_call
from kiosk.notices.webhooks.rules import CallProblem
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
# After a failure a webhook's other calls wait, so that one that is away does not hold
# the others up.
FAILED_PAUSE_SECONDS = 10.0


class WebhookJob(WorkerJob):
    """Collects committed events and posts them."""

    def start(self, stop: threading.Event) -> None:
        """Queue again what a killed worker left, and begin to post."""
        with self._store.unit_of_work("worker") as work:
            queue.requeue_calls(work)
        caller = WebhookCaller(self._store, stop)

        def run() -> None:
            while not stop.wait(POLL_SECONDS):
                caller.run_once()

        threading.Thread(target=run, name="webhooks", daemon=True).start()

    def sweep(self) -> None:
        """Remove old calls from the list."""
        try:
            with self._store.unit_of_work("worker") as work:
                queue.remove_old_calls(work)
        except (KioskError, SQLAlchemyError) as error:
            log.info("removing old webhook calls is postponed: %s", error)


class WebhookCaller:
    """Makes due calls, one after the other."""

    def __init__(
        self,
        store: Store,
        stop: threading.Event | None = None,
        seconds: float = STEP_SECONDS,
    ) -> None:
        """Call from `store`; `seconds`: longest wait for one step of a connection."""
        self._store, self._seconds = store, seconds
        self._stop = stop or threading.Event()
        # Until when a webhook that failed is left alone, in monotonic seconds.
        self._resting: dict[int, float] = {}

    def run_once(self) -> None:
        """Collect new events and make the due calls; errors are logged."""
        try:
            self._collect()
            while not self._stop.is_set() and self._call_next():
                pass
        except (KioskError, SQLAlchemyError) as error:
            log.warning("webhooks are postponed: %s", error)

    def _collect(self) -> None:
        while True:
            with self._store.read_session() as session:
                if not queue.has_new_events(session):
                    return
            with self._store.unit_of_work("worker") as work:
                queue.collect_events(work)

    def _call_next(self) -> bool:
        now, store = time.monotonic(), self._store
        resting = [one for one, until in self._resting.items() if until > now]
        with store.read_session() as session:
            call_id = queue.next_call(session, clock.now(), resting)
        if call_id is None:
            return False
        with store.unit_of_work("worker") as work:
            claimed = queue.claim_call(work, store.config.server_key(), call_id)
        if claimed is None:
            return True
        webhook_id, call = claimed
        timestamp = clock.now_ms() // 1000
        result = post_call(call, timestamp, store.config.webhook_ca, self._seconds)
        with store.unit_of_work("worker") as work:
            queue.store_result(work, call_id, result)
        if result.problem is not CallProblem.NONE:
            log.info("webhook %d: %s %d", webhook_id, result.problem, result.status)
            self._resting[webhook_id] = time.monotonic() + FAILED_PAUSE_SECONDS
        return True
