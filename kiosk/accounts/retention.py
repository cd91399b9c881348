"""Worker job of the access log: signing, counted refusals, removal of old entries."""

import datetime as dt
import logging
import time

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts.access_export import ROWS_FILES
from kiosk.accounts.actions.access_log import (
    REMOVAL_BATCH,
    remove_old_entries,
    sign_access_log,
)
from kiosk.accounts.actions.refusals import (
    CLOSING_BATCH,
    GROUP_LENGTH,
    close_old_groups,
)
from kiosk.accounts.models import (
    AccessEntry,
    AccessLogCheckpoint,
    AccessLogHead,
    RefusalGroup,
)
from kiosk.accounts.rules import entry_retention
from kiosk.errors import KioskError
from kiosk.record.rules import CHECKPOINT_INTERVAL
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

ABANDONED_SECONDS = 3600.0

log = logging.getLogger(__name__)

_POSTPONING = (KioskError, SQLAlchemyError, OSError)


def purge_access_log(store: Store) -> None:
    """Remove expired entries; on a database error the next run continues."""
    keeping = entry_retention(store.config.access_log_months)
    try:
        while _has_expired_entry(store, keeping):
            with store.unit_of_work("worker") as work:
                key = store.config.record_key()
                if remove_old_entries(work, key, keeping) < REMOVAL_BATCH:
                    return
    except _POSTPONING as error:
        log.info("purging the access log is postponed: %s", error)


def sign_due_access_log(store: Store) -> None:
    """Sign the access log once an hour; on a database error the next run continues."""
    try:
        if _is_unsigned_for_long(store):
            with store.unit_of_work("worker") as work:
                sign_access_log(work, store.config.record_key())
    except _POSTPONING as error:
        log.info("signing the access log is postponed: %s", error)


def close_refusal_groups(store: Store) -> None:
    """Write the refusals that were only counted; on an error the next run does."""
    try:
        while _has_old_group(store):
            with store.unit_of_work("worker") as work:
                if close_old_groups(work) < CLOSING_BATCH:
                    return
    except _POSTPONING as error:
        log.info("counted refusals are written later: %s", error)


def remove_abandoned_rows(store: Store) -> None:
    """Remove what an export that was ended has left in the scratch folder."""
    for path in store.files.scratch.glob(ROWS_FILES):
        if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
            path.unlink(missing_ok=True)


class AccessLogRetention(WorkerJob):
    """The worker's care of the access log."""

    def sweep(self) -> None:
        """Write counted refusals, sign, remove what has expired or was abandoned."""
        close_refusal_groups(self._store)
        sign_due_access_log(self._store)
        purge_access_log(self._store)
        remove_abandoned_rows(self._store)


def _has_expired_entry(store: Store, keeping: dt.timedelta) -> bool:
    """Tell whether the oldest entry has expired: later ones wait for it."""
    oldest = select(AccessEntry.at).order_by(AccessEntry.number).limit(1)
    with store.read_session() as session:
        at = session.scalar(oldest)
    return at is not None and at < clock.now() - keeping


def _has_old_group(store: Store) -> bool:
    old = select(RefusalGroup.key).where(
        RefusalGroup.opened_at < clock.now() - GROUP_LENGTH
    )
    with store.read_session() as session:
        return session.scalar(old.limit(1)) is not None


def _is_unsigned_for_long(store: Store) -> bool:
    """Tell whether there are entries since a checkpoint of an hour ago, or none."""
    newest = select(AccessLogCheckpoint).order_by(AccessLogCheckpoint.id.desc())
    with store.read_session() as session:
        signed = session.scalar(newest.limit(1))
        last = session.scalar(select(AccessLogHead.number)) or 0
    if signed is None:
        return last > 0
    is_due = signed.at < clock.now() - CHECKPOINT_INTERVAL
    return is_due and last > signed.number
