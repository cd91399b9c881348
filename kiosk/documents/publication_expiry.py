"""Withdraw documents whose reading time is over.

Requests are refused from that moment on (`queries.readable_document`); this loop
records the event, so that tablets drop the document. It polls the database, so that it
survives restarts and works with several server processes.
"""

import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock, timings
from kiosk.documents.actions.publication import withdraw_expired
from kiosk.documents.queries import has_expired
from kiosk.errors import KioskError
from kiosk.storage.store import Store

log = logging.getLogger(__name__)


class ExpiryLoop:
    """The background loop of one server process."""

    def __init__(self, store: Store) -> None:
        """Watch the documents of `store`."""
        self._store = store

    def run(self, sleep: Callable[[float], object]) -> None:
        """Poll as long as the server runs."""
        is_away = False
        while True:
            sleep(timings.EXPIRY_CHECK)
            try:
                self.step()
                is_away = False
            except (KioskError, SQLAlchemyError) as error:
                # Requests are refused all the same; only the event is late.
                if not is_away:
                    log.warning("documents will be withdrawn later: %s", error)
                is_away = True

    def step(self) -> None:
        """Withdraw the documents that have expired."""
        with self._store.read_session() as session:
            if not has_expired(session, clock.now()):
                return
        with self._store.unit_of_work("clock") as work:
            withdraw_expired(work)
