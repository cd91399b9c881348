"""Events between several server processes, with and without the message bus."""

import logging
import time
from collections.abc import Iterator

import pytest

from kiosk.live import broadcast as module
from kiosk.live.broadcast import Broadcaster
from kiosk.meetings.events import MeetingChanged
from kiosk.storage.errors import database_unavailable
from kiosk.storage.store import Store, open_store
from tests.unit.linked_buses import LinkedBus, LinkedBuses
from tests.unit.live.background_thread import running
from tests.unit.live.test_broadcast import Screens
from tests.waiting import wait_until


class Process:
    """One server process: its screens, its broadcaster, its store."""

    def __init__(self, store: Store, bus: LinkedBus) -> None:
        self.bus, self.screens = bus, Screens()
        self.broadcast = Broadcaster(
            store.database, self.screens, self.screens.close, bus=bus
        )
        self.broadcast.load_last_numbers()
        self.store = open_store(store.config, self.broadcast)

    def look(self, times: int = 1) -> None:
        for _ in range(times):
            self.broadcast.step(0.001)


@pytest.fixture
def pair(store: Store) -> Iterator[tuple[Process, Process]]:
    """Two processes of which the second receives the first one's messages."""
    buses = LinkedBuses(is_immediate=True)
    first, second = (Process(store, buses.bus(name)) for name in ("first", "second"))
    yield first, second
    for process in (first, second):
        process.store.database.close()


def lose_messages(process: Process, *, are_lost: bool = True) -> None:
    """Lose all messages from now on, or no longer."""
    process.bus.links.loses = lambda _sender, _message: are_lost


def change(store: Store, meeting_id: int) -> None:
    with store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting_id))


@pytest.fixture
def no_journal(monkeypatch) -> None:
    """Fail on any read of the journal."""

    def fail(*_what: object) -> None:
        raise AssertionError("the journal was read")

    monkeypatch.setattr(Broadcaster, "_send_from_journal", fail)
    monkeypatch.setattr(Broadcaster, "_has_journal_changed", lambda _self: False)


def test_a_message_of_another_process_is_sent_like_a_local_event(
    pair, meeting, no_journal
):
    first, second = pair
    for _ in range(3):
        change(first.store, meeting)
    second.look(5)
    assert second.screens.emitted(meeting) == [
        {"n": n, "kind": "meeting_changed"} for n in (1, 2, 3)
    ]


def test_an_event_of_a_lost_message_is_found_in_the_journal(pair, meeting):
    first, second = pair
    lose_messages(first)
    change(first.store, meeting)
    lose_messages(first, are_lost=False)
    change(first.store, meeting)
    second.look()
    assert second.screens.numbers(meeting) == [1, 2]


def test_a_duplicate_or_late_message_is_sent_once(pair, meeting):
    first, second = pair
    for _ in range(2):
        change(first.store, meeting)
    for topic, message in reversed(first.bus.published):
        second.bus.receive("first", topic, message)
    second.look(10)
    assert second.screens.numbers(meeting) == [1, 2]


def test_without_any_message_the_journal_is_enough(pair, meeting):
    first, second = pair
    lose_messages(first)
    change(first.store, meeting)
    second.broadcast._polled_at = 0.0
    second.look()
    assert second.screens.numbers(meeting) == [1]


class TestHowOftenTheJournalIsLookedInto:
    @pytest.fixture
    def looks(self, pair, monkeypatch) -> list[float]:
        """The times of the second process's journal polls, as on PostgreSQL."""
        found: list[float] = []
        second = pair[1]
        monkeypatch.setattr(second.broadcast._database, "is_sqlite", False)
        monkeypatch.setattr(module, "JOURNAL_POLL_SECONDS", 0.01)
        monkeypatch.setattr(module, "SLOW_JOURNAL_POLL_SECONDS", 0.2)
        second.broadcast._polled_at = time.monotonic()
        look = second.broadcast._send_from_journal

        def note() -> None:
            found.append(time.monotonic())
            look()

        monkeypatch.setattr(second.broadcast, "_send_from_journal", note)
        return found

    @staticmethod
    def go_on(process: Process, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            process.broadcast.step(0.01)

    def test_rarely_while_the_bus_receives_all(self, pair, looks):
        self.go_on(pair[1], 1.0)
        assert 1 <= len(looks) <= 5

    def test_often_while_they_are_not(self, pair, looks):
        pair[1].bus.receives_all = False
        self.go_on(pair[1], 1.0)
        assert len(looks) > 10


class TestDatabaseAway:
    def test_it_is_said_once_and_nothing_is_forgotten(
        self, pair, meeting, monkeypatch, caplog
    ):
        monkeypatch.setattr(module, "DATABASE_RETRY_SECONDS", 0.01)
        monkeypatch.setattr(module, "SLOW_JOURNAL_POLL_SECONDS", 0.05)
        first, second = pair
        lose_messages(first)
        look, times = second.broadcast._missing, []

        def refuse_at_first(session):
            times.append(1)
            if len(times) <= 5:
                raise database_unavailable(ConnectionError("terminating connection"))
            return look(session)

        monkeypatch.setattr(second.broadcast, "_missing", refuse_at_first)
        change(first.store, meeting)
        with running(second.broadcast), caplog.at_level(logging.INFO):
            assert wait_until(lambda: second.screens.numbers(meeting) == [1])
        assert len(times) > 5
        assert caplog.text.count("the database is away") == 1
        assert "terminating connection" in caplog.text
        assert caplog.text.count("the database is back") == 1
        assert "Traceback" not in caplog.text

    def test_a_server_that_starts_first_waits(self, pair, monkeypatch, caplog):
        monkeypatch.setattr(module, "DATABASE_RETRY_SECONDS", 0.01)
        answers = [database_unavailable(), database_unavailable(), {7: 3}]

        def last_numbers(_session):
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(module, "last_numbers", last_numbers)
        pair[1].broadcast.load_last_numbers()
        assert pair[1].broadcast._last_sent == {7: 3}
        assert caplog.text.count("the database is away") == 1
