"""Events are written to the journal and read back."""

import datetime as dt
import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from kiosk import clock
from kiosk.accounts.events import SignInEnded
from kiosk.badges.events import DeskNoted
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.models import Meeting
from kiosk.roles import DESK, EVERYONE
from kiosk.storage import journal, unit_of_work
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.journal import (
    JournalEntry,
    MeetingEvent,
    append_events,
    events_after,
    last_number,
    last_numbers,
)
from kiosk.storage.unit_of_work import UnitOfWork


@pytest.fixture
def meetings(scene) -> list[int]:
    return [scene.make_meeting() for _ in range(2)]


def test_events_are_returned_as_they_are_read_back_later(store, meetings):
    first, second = meetings
    events = [
        MeetingChanged(meeting_id=first),
        DeskNoted(meeting_id=second, line_id=3),
        SignInEnded(meeting_id=first, sign_in_id=5, reason="revoked"),
    ]
    at = clock.now()
    with store.unit_of_work("test") as work:
        events = append_events(work.session, events, actor="A", at=at)
    expected = [
        MeetingEvent(first, 1, {"kind": "meeting_changed"}, EVERYONE),
        MeetingEvent(second, 1, {"kind": "desk_noted", "line_id": 3}, DESK),
        MeetingEvent(
            first,
            2,
            {"kind": "sign_in_ended", "sign_in_id": 5, "reason": "revoked"},
            DESK,
            ended_sign_in=5,
        ),
    ]
    assert events == expected
    with store.read_session() as session:
        assert events_after(session, first, 0) == [expected[0], expected[2]]
        assert events_after(session, first, 1) == [expected[2]]
        assert events_after(session, second, 0) == [expected[1]]
        assert last_numbers(session) == {first: 2, second: 1}
        assert last_number(session, first) == 2
        assert last_number(session, 999) == 0
        entries = session.scalars(select(JournalEntry)).all()
    assert {(entry.actor, entry.at) for entry in entries} == {("A", at)}
    assert [entry.audience for entry in entries][1] == " ".join(sorted(DESK))
    assert entries[1].body == '{"kind":"desk_noted","line_id":3}'
    assert [entry.ended_sign_in for entry in entries] == [None, None, 5]


def test_an_actor_is_stored_without_nul(store, meetings):
    event = MeetingChanged(meeting_id=meetings[0])
    with store.unit_of_work("test") as work:
        append_events(work.session, [event], actor="Lò\0 Văn\0", at=clock.now())
    with store.read_session() as session:
        assert session.scalars(select(JournalEntry.actor)).all() == ["Lò Văn"]


def test_no_events_use_no_numbers(store, meetings):
    with store.unit_of_work("test") as work:
        assert append_events(work.session, [], actor="A", at=clock.now()) == []
    with store.read_session() as session:
        assert last_numbers(session) == {}
        assert last_number(session, meetings[0]) == 0


def test_a_change_remembers_its_actor_and_its_moment(store):
    before = clock.now()
    work = store.unit_of_work("member:1")
    assert work.actor == "member:1"
    assert before <= work.now <= clock.now()
    assert work.now.utcoffset() == dt.timedelta(0)


def test_the_lock_is_free_after_beginning_has_failed(store, monkeypatch):
    def fail(_work: UnitOfWork) -> None:
        raise RuntimeError("no connection")

    with monkeypatch.context() as patched:
        patched.setattr(UnitOfWork, "_begin", fail)
        with (
            pytest.raises(RuntimeError, match="no connection"),
            store.unit_of_work("test"),
        ):
            pass
    with store.unit_of_work("test"):
        pass


def test_the_lock_is_free_after_the_commit_has_failed(store, meetings, monkeypatch):
    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("no journal")

    def change() -> None:
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meetings[0]))

    with monkeypatch.context() as patched:
        patched.setattr(journal, "append_events", fail)
        with pytest.raises(RuntimeError, match="no journal"):
            change()
    change()
    with store.read_session() as session:
        assert last_number(session, meetings[0]) == 1


def test_a_writer_waits_for_the_one_before_and_no_longer_than_allowed(
    store, monkeypatch
):
    monkeypatch.setattr(unit_of_work, "LOCK_WAIT_SECONDS", 0.05)
    began, done, refusals = threading.Event(), threading.Event(), []

    def hold() -> None:
        with store.unit_of_work("first"):
            began.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    began.wait()
    try:
        with (
            pytest.raises(DatabaseUnavailable) as refusal,
            store.unit_of_work("second"),
        ):
            pass
        refusals.append(refusal.value.status)
    finally:
        done.set()
        holder.join()
    assert refusals == [503]


def test_what_was_loaded_can_be_read_after_the_commit(store, meetings):
    with store.unit_of_work("test") as work:
        meeting = work.session.get_one(Meeting, meetings[0])
        meeting.title = "Hội nghị mới"
    assert meeting.title == "Hội nghị mới"


class TestAway:
    """The database becomes unavailable during a change."""

    ERROR = DBAPIError("SELECT 1", {}, Exception("gone"), connection_invalidated=True)

    def test_in_the_body_it_is_called_busy(self, store):
        with pytest.raises(DatabaseUnavailable) as refusal, store.unit_of_work("test"):
            raise self.ERROR
        assert (refusal.value.status, refusal.value.why) == (503, "gone")
        assert refusal.value.__cause__ is self.ERROR
        with store.unit_of_work("test"):
            pass

    def test_a_rollback_that_fails_too_hides_nothing(self, store):
        def fail() -> None:
            raise self.ERROR

        def change() -> None:
            with store.unit_of_work("test") as work:
                work.session.rollback = fail
                raise KeyError

        with pytest.raises(KeyError):
            change()

    def test_during_the_commit_nobody_knows(self, store):
        def fail() -> None:
            raise self.ERROR

        with (
            pytest.raises(CommitOutcomeUnknown) as refusal,
            store.unit_of_work("test") as work,
        ):
            work.session.commit = fail
        assert refusal.value.__cause__ is self.ERROR

    def test_another_error_of_the_commit_is_raised_as_it_is(self, store):
        error = DBAPIError("COMMIT", {}, Exception("a deferred constraint"))

        def fail() -> None:
            raise error

        with pytest.raises(DBAPIError) as raised, store.unit_of_work("test") as work:
            work.session.commit = fail
        assert raised.value is error
