"""One change: write, commit with its journal, and only then tell.

Nothing may yield between `BEGIN IMMEDIATE` and the commit: on SQLite a green
thread that waits while it holds the write lock stops the whole server. So the
body of `with store.unit_of_work(actor):` does no I/O, no sleep and no emit. (PostgreSQL's
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
from kiosk.storage.database import Database, is_unavailable, translate_database_errors
from kiosk.storage.errors import (
    DatabaseUnavailable,
    commit_outcome_unknown,
    database_unavailable,
)

log = logging.getLogger(__name__)

LOCK_WAIT_SECONDS = 8.0
LOCK_RETRY_SECONDS = 0.01


class Publisher(Protocol):
    """Whatever tells committed meeting_events to the screens."""

    def publish(self, meeting_events: list[journal.MeetingEvent]) -> None:
        """Tell `meeting_events`; may fail without harm, they are already true."""


class UnitOfWork:
    """A write transaction and the meeting_events it will leave behind."""

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
        """Note a meeting_event, to be journalled with the commit and told after it."""
        self._events.append(event)

    def after_commit(self, deed: Callable[[], None]) -> None:
        """Note a deed to do once the change is kept, such as queueing a job."""
        self._after_commit.append(deed)

    def __enter__(self) -> Self:
        """Take the write lock, waiting greenly.

        :raises DatabaseUnavailable: somebody else kept the database locked, or it is away.
        """
        if not self._writer_lock.acquire(timeout=LOCK_WAIT_SECONDS):
            raise database_unavailable()
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
                with translate_database_errors():
                    session.connection()
            except DatabaseUnavailable:
                session.close()
                raise
            except OperationalError as error:
                session.close()
                if "locked" not in str(error):
                    raise
                if time.monotonic() > deadline:
                    raise database_unavailable(error) from error
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

        :raises DatabaseUnavailable: the database went away before the commit.
        :raises CommitOutcomeUnknown: it went away during the commit.
        """
        meeting_events: list[journal.MeetingEvent] = []
        try:
            if kind is None:
                meeting_events = self._commit()
            else:
                self._undo(error)
        finally:
            self.session.close()
            self._writer_lock.release()
        if kind is None:
            self._tell(meeting_events)

    def _commit(self) -> list[journal.MeetingEvent]:
        with translate_database_errors():
            meeting_events = journal.append_events(
                self.session, self._events, actor=self.actor, at=self.now
            )
            self.session.flush()
        try:
            self.session.commit()
        except DBAPIError as error:
            if not is_unavailable(error):
                raise
            # The commit was sent and nobody answered. If it was kept, its meeting_events are
            # in the journal, where every server process finds them.
            raise commit_outcome_unknown() from error
        return meeting_events

    def _undo(self, error: BaseException | None) -> None:
        # Who is away has undone it already, and cannot be told.
        with contextlib.suppress(DBAPIError):
            self.session.rollback()
        if is_unavailable(error):
            raise database_unavailable(error) from error

    def _tell(self, meeting_events: list[journal.MeetingEvent]) -> None:
        for deed in self._after_commit:
            _shielded(deed)
        if meeting_events:
            _shielded(lambda: self._publisher.publish(meeting_events))


def _shielded(deed: Callable[[], None]) -> None:
    # The change is kept: to answer now that it failed would be a lie. Screens heal
    # by snapshot, and the worker looks for forgotten work when it starts.
    try:
        deed()
    except Exception:
        log.exception("a deed after the commit failed")
