"""Worker job that removes access log entries older than twelve months."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts.access_actions import ENTRY_RETENTION
from kiosk.accounts.actions.access_log import REMOVAL_BATCH, remove_old_entries
from kiosk.accounts.models import AccessEntry
from kiosk.errors import KioskError
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)


def purge_access_log(store: Store) -> None:
    """Remove expired entries; on a database error the next run continues."""
    try:
        while _has_expired_entry(store):
            with store.unit_of_work("worker") as work:
                if remove_old_entries(work) < REMOVAL_BATCH:
                    return
    except (KioskError, SQLAlchemyError) as error:
        log.info("purging the access log is postponed: %s", error)


class AccessLogRetention(WorkerJob):
    """The worker's removal of expired entries."""

    def sweep(self) -> None:
        """Remove them."""
        purge_access_log(self._store)


def _has_expired_entry(store: Store) -> bool:
    old = select(AccessEntry.id).where(AccessEntry.at < clock.now() - ENTRY_RETENTION)
    with store.read_session() as session:
        return session.scalar(old.limit(1)) is not None
