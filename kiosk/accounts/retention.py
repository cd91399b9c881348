"""The worker's part: the access log is kept for twelve months and no longer."""

import logging

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.accounts.actions.access_log import REMOVED_AT_ONCE, remove_old_entries
from kiosk.accounts.acts import ENTRY_LIFE
from kiosk.accounts.models import AccessEntry
from kiosk.errors import KioskError
from kiosk.storage.store import Store

log = logging.getLogger(__name__)


def tidy_access_log(store: Store) -> None:
    """Remove the entries past their time; a database that is away is asked later."""
    try:
        while _has_old(store):
            with store.work("worker") as work:
                if remove_old_entries(work) < REMOVED_AT_ONCE:
                    return
    except (KioskError, SQLAlchemyError) as error:
        log.info("tidying the access log later: %s", error)


def _has_old(store: Store) -> bool:
    old = select(AccessEntry.id).where(AccessEntry.at < clock.now() - ENTRY_LIFE)
    with store.reading() as session:
        return session.scalar(old.limit(1)) is not None
