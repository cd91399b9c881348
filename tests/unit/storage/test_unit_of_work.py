import logging
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.models import Meeting
from kiosk.storage import database as database_module
from kiosk.storage import unit_of_work
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.storage.journal import JournalEntry, MeetingEvent, events_after, last_number
from kiosk.storage.store import Store, open_store
from tests.scene import Scene


class Listener:
    """Records published events, and the state of the database at that moment."""

    store: Store

    def __init__(self) -> None:
        self.reported: list[list[MeetingEvent]] = []
        self.known: list[int] = []

    def publish(self, events: list[MeetingEvent]) -> None:
        with self.store.read_session() as session:
            self.known.append(last_number(session, events[0].meeting_id))
        self.reported.append(events)


@pytest.fixture
def listener(store: Store) -> Iterator[Listener]:
    listener = Listener()
    listener.store = open_store(store.config, listener)
    yield listener
    listener.store.database.close()


@pytest.fixture(autouse=True)
def noise(scene: Scene, store: Store) -> int:
    """Another meeting, with its own events."""
    other = scene.make_meeting("Hội nghị khác")
    for _ in range(3):
        change(store, other)
    return other


def change(store: Store, meeting_id: int, times: int = 1) -> None:
    with store.unit_of_work("test") as work:
        for _ in range(times):
            work.record(MeetingChanged(meeting_id=meeting_id))


def rename(store: Store, meeting_id: int, title: str) -> None:
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting_id).title = title
        work.record(MeetingChanged(meeting_id=meeting_id))


def title_of(store: Store, meeting_id: int) -> str:
    with store.read_session() as session:
        return session.get_one(Meeting, meeting_id).title


class TestCommit:
    def test_change_and_event_are_committed_together(self, store, meeting):
        rename(store, meeting, "Hội nghị mới")
        assert title_of(store, meeting) == "Hội nghị mới"
        with store.read_session() as session:
            [event] = events_after(session, meeting, 0)
        assert event.number == 1
        assert event.body == {"kind": "meeting_changed"}

    def test_the_journal_names_the_actor_and_the_moment(self, store, meeting):
        with store.unit_of_work("member:7 sign-in:9") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        with store.read_session() as session:
            entry = session.scalars(
                select(JournalEntry).where(JournalEntry.meeting_id == meeting)
            ).one()
        assert entry.actor == "member:7 sign-in:9"
        assert entry.at == work.now

    def test_events_are_published_only_after_the_commit(self, listener, meeting):
        with listener.store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
            assert listener.reported == []
        assert listener.known == [1]

    def test_the_events_of_one_change_are_published_together_in_order(
        self, listener, meeting
    ):
        change(listener.store, meeting, times=3)
        assert [[event.number for event in events] for events in listener.reported] == [
            [1, 2, 3]
        ]

    def test_a_change_without_an_event_is_not_published(self, listener):
        with listener.store.unit_of_work("test"):
            pass
        assert listener.reported == []


class TestRollback:
    def test_a_failed_change_writes_and_publishes_nothing(self, listener, meeting):
        actions = []
        before = title_of(listener.store, meeting)

        def fail() -> None:
            with listener.store.unit_of_work("test") as work:
                work.session.get_one(Meeting, meeting).title = "Không được giữ"
                work.record(MeetingChanged(meeting_id=meeting))
                work.after_commit(lambda: actions.append("done"))
                work.session.flush()
                raise RuntimeError("the body failed")

        with pytest.raises(RuntimeError, match="the body failed"):
            fail()
        assert title_of(listener.store, meeting) == before
        assert (listener.reported, actions) == ([], [])
        with listener.store.read_session() as session:
            assert last_number(session, meeting) == 0

    def test_the_next_change_gets_the_number_the_failed_one_would_have_had(
        self, store, meeting
    ):
        def fail() -> None:
            with store.unit_of_work("test") as work:
                work.record(MeetingChanged(meeting_id=meeting))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            fail()
        change(store, meeting)
        with store.read_session() as session:
            assert [f.number for f in events_after(session, meeting, 0)] == [1]

    def test_an_event_without_a_meeting_rolls_the_change_back(self, store, meeting):
        before = title_of(store, meeting)

        def publish_to_nobody() -> None:
            with store.unit_of_work("test") as work:
                work.session.get_one(Meeting, meeting).title = "Không được giữ"
                work.record(MeetingChanged(meeting_id=999))

        with pytest.raises(Exception, match=r"(?i)foreign key"):
            publish_to_nobody()
        assert title_of(store, meeting) == before
        change(store, meeting)  # and the writers' lock is free again


class TestReporting:
    def test_a_failing_publisher_harms_nothing(self, listener, meeting, caplog):
        def refuse(_facts: list[MeetingEvent]) -> None:
            raise ConnectionError("nobody listens")

        listener.publish = refuse
        with caplog.at_level(logging.ERROR):
            change(listener.store, meeting)
        assert "after the commit failed" in caplog.text
        with listener.store.read_session() as session:
            assert last_number(session, meeting) == 1

    def test_actions_after_the_commit_keep_their_order_and_come_before_telling(
        self, listener, meeting
    ):
        order: list[str] = []
        listener.publish = lambda _facts: order.append("reported")
        with listener.store.unit_of_work("test") as work:
            work.after_commit(lambda: order.append("first"))
            work.record(MeetingChanged(meeting_id=meeting))
            work.after_commit(lambda: order.append("second"))
            assert order == []
        assert order == ["first", "second", "reported"]

    def test_a_failing_action_stops_neither_the_others_nor_the_publishing(
        self, listener, meeting
    ):
        order: list[str] = []

        def fail() -> None:
            raise OSError("the queue is away")

        with listener.store.unit_of_work("test") as work:
            work.after_commit(fail)
            work.after_commit(lambda: order.append("second"))
            work.record(MeetingChanged(meeting_id=meeting))
        assert order == ["second"]
        assert len(listener.reported) == 1


class TestNumbers:
    def test_they_grow_by_one_and_are_never_shared_between_meetings(
        self, store, meeting, noise
    ):
        for _ in range(4):
            change(store, meeting)
            change(store, noise)
        with store.read_session() as session:
            mine = [event.number for event in events_after(session, meeting, 0)]
            others = [event.number for event in events_after(session, noise, 0)]
        assert mine == [1, 2, 3, 4]
        assert others == [1, 2, 3, 4, 5, 6, 7]

    def test_two_threads_never_take_the_same_number(self, store, meeting):
        threads = [
            threading.Thread(target=lambda: [change(store, meeting) for _ in range(25)])
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.read_session() as session:
            numbers = [event.number for event in events_after(session, meeting, 0)]
        assert numbers == list(range(1, 51))

    def test_two_stores_of_one_folder_never_take_the_same_number(
        self, store, listener, meeting
    ):
        threads = [
            threading.Thread(target=lambda s=s: [change(s, meeting) for _ in range(15)])
            for s in (store, listener.store)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with store.read_session() as session:
            numbers = [event.number for event in events_after(session, meeting, 0)]
        assert numbers == list(range(1, 31))


class TestFactsAfter:
    def test_only_newer_events_of_that_meeting_come_in_order(self, store, meeting):
        change(store, meeting, times=5)
        with store.read_session() as session:
            assert [f.number for f in events_after(session, meeting, 3)] == [4, 5]
            assert events_after(session, meeting, 5) == []
            assert last_number(session, meeting) == 5

    def test_a_meeting_without_events_has_number_zero(self, store, meeting):
        with store.read_session() as session:
            assert last_number(session, meeting) == 0
            assert events_after(session, meeting, 0) == []


@pytest.fixture
def other_process(store: Store) -> Iterator[Connection]:
    """A connection that bypasses our lock and engine, as the worker's does."""
    database = Database(store.config.database_address)
    with database.writing_engine.connect() as connection:
        yield connection
    database.close()


class TestBusy:
    def test_a_database_locked_for_too_long_raises_an_error_with_a_message(
        self, store, meeting, other_process, monkeypatch
    ):
        monkeypatch.setattr(unit_of_work, "LOCK_WAIT_SECONDS", 0.2)
        monkeypatch.setattr(database_module, "LOCK_TIMEOUT_SECONDS", 1)
        other_process.begin()
        with pytest.raises(DatabaseUnavailable, match="đang bận") as refusal:
            change(store, meeting)
        assert refusal.value.status == 503
        # "database is locked" or "canceling statement due to lock timeout"
        assert "lock" in refusal.value.why
        other_process.rollback()
        change(store, meeting)  # nothing stays locked

    def test_a_short_lock_is_waited_for(self, store, meeting, other_process):
        other_process.begin()
        timer = threading.Timer(0.3, other_process.rollback)
        timer.start()
        change(store, meeting)
        timer.join()
        with store.read_session() as session:
            assert last_number(session, meeting) == 1

    def test_a_change_within_a_change_is_refused_rather_than_waiting_for_ever(
        self, store, meeting, monkeypatch
    ):
        monkeypatch.setattr(unit_of_work, "LOCK_WAIT_SECONDS", 0.1)
        began = time.monotonic()
        with store.unit_of_work("outer"), pytest.raises(DatabaseUnavailable):
            change(store, meeting)
        assert time.monotonic() - began < 5
        change(store, meeting)

    def test_readers_never_wait_for_a_writer(self, store, meeting, other_process):
        other_process.begin()
        began = time.monotonic()
        assert title_of(store, meeting)
        assert time.monotonic() - began < unit_of_work.LOCK_WAIT_SECONDS / 2
        other_process.rollback()

    def test_another_trouble_of_the_database_is_not_called_busy(self, store, meeting):
        def write_nonsense() -> None:
            with store.unit_of_work("test") as work:
                work.session.connection().exec_driver_sql(
                    "INSERT INTO nowhere VALUES (1)"
                )

        with pytest.raises(DBAPIError):
            write_nonsense()
        change(store, meeting)
