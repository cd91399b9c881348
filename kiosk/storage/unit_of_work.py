"""One change: write, commit with its journal, and only then tell.

Nothing may yield between `BEGIN IMMEDIATE` and the commit: on SQLite a green
thread that waits while it holds the write lock stops the whole server. So the
body of `with house.work(actor):` does no I/O, no sleep and no emit. (PostgreSQL's
own statements do yield; who waits for its lock waits greenly.)
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.events import Event
from kiosk.storage import journal
from kiosk.storage.database import Database, is_away, refused_when_away
from kiosk.storage.refusals import Busy, busy, unsure

log = logging.getLogger(__name__)

LOCK_WAIT_SECONDS = 8.0
LOCK_RETRY_SECONDS = 0.01


class Publisher(Protocol):
    """Whatever tells committed facts to the screens."""

    def publish(self, facts: list[journal.Fact]) -> None:
        """Tell `facts`; may fail without harm, they are already true."""


class UnitOfWork:
    """A write transaction and the facts it will leave behind."""

    session: Session

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        writer_lock: threading.Lock,
        actor: str,
    ) -> None:
        """Prepare a change made by `actor` (a short name for the journal)."""
        self._database = database
        self._publisher = publisher
        self._writer_lock = writer_lock
        self._events: list[Event] = []
        self._after_commit: list[Callable[[], None]] = []
        self.actor = actor
        self.now = clock.now()

    def record(self, event: Event) -> None:
        """Note a fact, to be journalled with the commit and told after it."""
        self._events.append(event)

    def after_commit(self, deed: Callable[[], None]) -> None:
        """Note a deed to do once the change is kept, such as queueing a job."""
        self._after_commit.append(deed)

    def __enter__(self) -> Self:
        """Take the write lock, waiting greenly.

        :raises Busy: somebody else kept the database locked, or it is away.
        """
        if not self._writer_lock.acquire(timeout=LOCK_WAIT_SECONDS):
            raise busy()
        try:
            self.session = self._begin()
        except BaseException:
            self._writer_lock.release()
            raise
        return self

    def _begin(self) -> Session:
        deadline = time.monotonic() + LOCK_WAIT_SECONDS
        while True:
            session = Session(self._database.writing_engine, expire_on_commit=False)
            try:
                with refused_when_away():
                    session.connection()
            except Busy:
                session.close()
                raise
            except OperationalError as error:
                session.close()
                if "locked" not in str(error):
                    raise
                if time.monotonic() > deadline:
                    raise busy(error) from error
                time.sleep(LOCK_RETRY_SECONDS)
            else:
                return session

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit and tell, or roll back if the body raised.

        :raises Busy: the database went away before the commit.
        :raises Unsure: it went away during the commit.
        """
        facts: list[journal.Fact] = []
        try:
            if kind is None:
                facts = self._commit()
            else:
                self._undo(error)
        finally:
            self.session.close()
            self._writer_lock.release()
        if kind is None:
            self._tell(facts)

    def _commit(self) -> list[journal.Fact]:
        with refused_when_away():
            facts = journal.append(
                self.session, self._events, actor=self.actor, at=self.now
            )
            self.session.flush()
        try:
            self.session.commit()
        except DBAPIError as error:
            if not is_away(error):
                raise
            # The commit was sent and nobody answered. If it was kept, its facts are
            # in the journal, where every server process finds them.
            raise unsure() from error
        return facts

    def _undo(self, error: BaseException | None) -> None:
        # Who is away has undone it already, and cannot be told.
        with contextlib.suppress(DBAPIError):
            self.session.rollback()
        if is_away(error):
            raise busy(error) from error

    def _tell(self, facts: list[journal.Fact]) -> None:
        for deed in self._after_commit:
            _shielded(deed)
        if facts:
            _shielded(lambda: self._publisher.publish(facts))


def _shielded(deed: Callable[[], None]) -> None:
    # The change is kept: to answer now that it failed would be a lie. Screens heal
    # by snapshot, and the worker looks for forgotten work when it starts.
    try:
        deed()
    except Exception:
        log.exception("a deed after the commit failed")
