"""Worker job that carries out confirmed removals."""

import logging

from kiosk.retention.actions import withdraw_confirmation
from kiosk.retention.queries import confirmed_meetings, plan_removal
from kiosk.retention.removal import ACTOR, remove_meeting_data
from kiosk.retention.rules import REMOVAL_JOB
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)


class RemovalJob(WorkerJob):
    """The worker's removal of data whose keeping time is over."""

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(REMOVAL_JOB, self.remove)

    def resume(self) -> None:
        """Queue a confirmed removal that another worker left."""
        with self._store.read_session() as session:
            is_left = bool(confirmed_meetings(session))
        if is_left:
            self._store.bulk_jobs.enqueue(REMOVAL_JOB, priority=-10)

    def remove(self, signature: str = "") -> None:
        """Remove the data of all confirmed meetings.

        :param signature: of the dry run that was confirmed; empty: it was checked, and
            the removal goes on after an interruption.
        """
        with self._store.read_session() as session:
            meeting_ids = confirmed_meetings(session)
            plan = plan_removal(session, meeting_ids, self._store.files.path)
        if signature and plan.signature != signature:
            log.warning(
                "data has changed since the removal was confirmed: none is made"
            )
            with self._store.unit_of_work(ACTOR) as work:
                withdraw_confirmation(work, meeting_ids)
            return
        for meeting_id in meeting_ids:
            remove_meeting_data(self._store, meeting_id)
