"""Worker job that removes old lines of the log of calls."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts.rules import entry_retention
from kiosk.api.actions import CALL_REMOVAL_BATCH, remove_old_calls
from kiosk.api.models import ApiCall
from kiosk.errors import KioskError
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)


class ApiCallRetention(WorkerJob):
    """Keeps the log of calls as long as the access log."""

    def sweep(self) -> None:
        """Remove what has expired; on a database error the next run continues."""
        keeping = entry_retention(self._store.config.access_log_months)
        old = select(ApiCall.id).where(ApiCall.at < clock.now() - keeping).limit(1)
        try:
            with self._store.read_session() as session:
                if session.scalar(old) is None:
                    return
            removed = CALL_REMOVAL_BATCH
            while removed == CALL_REMOVAL_BATCH:
                with self._store.unit_of_work("worker") as work:
                    removed = remove_old_calls(work, keeping)
        except (KioskError, SQLAlchemyError) as error:
            log.info("removing old calls is postponed: %s", error)
