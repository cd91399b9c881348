"""Commit a change together with its journal entries, and only then publish them.

No green thread may yield between `BEGIN IMMEDIATE` and the commit: on SQLite it would
hold the write lock and block the whole server. So the body of `with
store.unit_of_work(actor):` does no I/O, no sleep and no emit. (PostgreSQL's own
statements do yield while they wait for its lock.)
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
from kiosk.storage import idempotency, journal
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
    """Sends committed events to the screens."""

    def publish(self, meeting_events: list[journal.MeetingEvent]) -> None:
        """Send `meeting_events`; a failure does not undo the commit."""


class UnitOfWork:
    """A write transaction and the events it records."""

    session: Session
    _keyed: idempotency.KeyedRequest | None = None

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        writer_lock: threading.Lock,
        actor: str,
    ) -> None:
        """Prepare a change by `actor` (a short name for the journal)."""
        self._database = database
        self._publisher = publisher
        self._writer_lock = writer_lock
        self._events: list[Event] = []
        self._written: list[journal.MeetingEvent] = []
        self._after_commit: list[Callable[[], None]] = []
        self.actor = actor
        self.now = clock.now()

    def record(self, event: Event) -> None:
        """Record an event, to be journalled with the commit and published after it."""
        self._events.append(event)

    def write_events(self) -> None:
        """Write the events recorded so far into the journal, before the commit.

        For what must know their numbers or hashes; they are published after the commit
        all the same.
        """
        events, self._events = self._events, []
        self._written += journal.append_events(
            self.session, events, actor=self.actor, at=self.now
        )

    def after_commit(self, action: Callable[[], None]) -> None:
        """Add an action to run after the commit, such as queueing a job."""
        self._after_commit.append(action)

    def __enter__(self) -> Self:
        """Take the write lock; other green threads run while waiting.

        :raises DatabaseUnavailable: the database stayed locked, or is unavailable.
        :raises AlreadyDoneError: the request was carried out before.
        """
        if not self._writer_lock.acquire(timeout=LOCK_WAIT_SECONDS):
            raise database_unavailable()
        try:
            self.session = self._begin()
            self._keep_key()
        except BaseException:
            self._writer_lock.release()
            raise
        return self

    def _keep_key(self) -> None:
        keyed = idempotency.keyed_request.get()
        # Of several units of work of a request the first one keeps the key.
        self._keyed = None if keyed is None or keyed.is_kept else keyed
        if self._keyed is None:
            return
        try:
            with translate_database_errors():
                idempotency.keep_key(self.session, self._keyed, self.now)
        except BaseException:
            self.session.close()
            raise

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
        """Commit and publish, or roll back if the body raised.

        :raises DatabaseUnavailable: the database was lost before the commit.
        :raises CommitOutcomeUnknown: it was lost during the commit.
        """
        meeting_events: list[journal.MeetingEvent] = []
        try:
            if kind is None:
                meeting_events = self._commit()
            else:
                self._roll_back(error)
        finally:
            self.session.close()
            self._writer_lock.release()
        if kind is None:
            self._publish(meeting_events)

    def _commit(self) -> list[journal.MeetingEvent]:
        with translate_database_errors():
            self.write_events()
            self.session.flush()
        try:
            self.session.commit()
        except DBAPIError as error:
            if not is_unavailable(error):
                raise
            # The commit was sent and not answered. If it succeeded, all server
            # processes find its events in the journal.
            raise commit_outcome_unknown() from error
        if self._keyed:
            self._keyed.is_kept = True
        return self._written

    def _roll_back(self, error: BaseException | None) -> None:
        # A lost database has rolled back by itself.
        with contextlib.suppress(DBAPIError):
            self.session.rollback()
        if is_unavailable(error):
            raise database_unavailable(error) from error

    def _publish(self, meeting_events: list[journal.MeetingEvent]) -> None:
        for action in self._after_commit:
            _run_logged(action)
        if meeting_events:
            _run_logged(lambda: self._publisher.publish(meeting_events))


def _run_logged(action: Callable[[], None]) -> None:
    # The change is committed, so an error here must not reach the caller. Screens
    # recover by snapshot, and the worker queues abandoned work.
    try:
        action()
    except Exception:
        log.exception("an action after the commit failed")
