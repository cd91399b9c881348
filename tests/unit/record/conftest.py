"""Meetings whose journal has entries, and writing past the triggers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text

from kiosk.meetings.events import MeetingChanged
from kiosk.storage.store import Store


@pytest.fixture
def write_events(store: Store, meeting: int) -> Callable[[int], None]:
    """Return a function that records so many events of the meeting."""

    def write(count: int, meeting_id: int = meeting) -> None:
        for number in range(count):
            with store.unit_of_work(f"member:{number}") as work:
                work.record(MeetingChanged(meeting_id=meeting_id))

    return write


@contextmanager
def intruding(store: Store) -> Iterator[Connection]:
    """Yield a connection whose triggers are off: that of who owns the database."""
    with store.database.writing_engine.begin() as connection:
        if store.database.is_sqlite:
            named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            wanted = text(f"{named} AND name LIKE '%_refuses_%'")
            for name in connection.scalars(wanted).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield connection


def change(store: Store, *statements: str) -> None:
    """Execute statements with the triggers off."""
    with intruding(store) as connection:
        for statement in statements:
            connection.execute(text(statement))
