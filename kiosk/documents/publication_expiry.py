"""Takes papers back when their time is over, whoever is there to ask.

Who reads is refused from the very moment (`queries.readable_document`); this makes a
event of it, so that every tablet drops the paper. It asks the database, so a restart
forgets nothing, and of several server processes one finds something to do.
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
    """The one in a server process who looks at the clock."""

    def __init__(self, store: Store) -> None:
        """Look after the papers of `store`."""
        self._store = store

    def run(self, sleep: Callable[[float], object]) -> None:
        """Look for as long as the server lives."""
        is_away = False
        while True:
            sleep(timings.EXPIRY_CHECK)
            try:
                self.step()
                is_away = False
            except (KioskError, SQLAlchemyError) as error:
                # Those who ask are refused all the same; the event comes later.
                if not is_away:
                    log.warning("papers will be taken back later: %s", error)
                is_away = True

    def step(self) -> None:
        """Take back what is over now."""
        with self._store.read_session() as session:
            if not has_expired(session, clock.now()):
                return
        with self._store.unit_of_work("clock") as work:
            withdraw_expired(work)
