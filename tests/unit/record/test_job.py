"""The worker signs journals and checks them when asked."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.record.actions import ask_check
from kiosk.record.job import RecordJob
from kiosk.record.models import RecordCheck, RecordCheckpoint
from kiosk.record.rules import FaultKind
from kiosk.roles import Role
from tests.unit.record.conftest import change


@pytest.fixture
def job(store) -> RecordJob:
    job = RecordJob(store)
    job.install()
    return job


@pytest.fixture
def numbers(store):
    def read() -> list[int]:
        with store.read_session() as session:
            wanted = select(RecordCheckpoint.number).order_by(RecordCheckpoint.id)
            return list(session.scalars(wanted))

    return read


def work_off(jobs) -> None:
    while (task := jobs.huey.dequeue()) is not None:
        jobs.huey.execute(task)


class TestSigning:
    def test_once_an_hour_what_is_new(self, job, numbers, write_events):
        job.sweep()
        assert numbers() == []
        now = clock.now()
        write_events(2)
        job.sweep()
        write_events(1)
        job.sweep()
        assert numbers() == [2]
        with clock.frozen(now + dt.timedelta(minutes=61)):
            job.sweep()
            job.sweep()
        assert numbers() == [2, 3]

    def test_a_closed_meeting_at_once(self, store, meeting, job, numbers, write_events):
        write_events(1)
        job.sweep()
        with store.unit_of_work("test") as work:
            work.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
        write_events(1)
        job.sweep()
        assert numbers() == [1, 2]

    def test_closing_signs_in_the_same_transaction(
        self, scene, client_for, meeting, numbers
    ):
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        reply = chair.post(f"/m/{meeting}/state", json={"state": "closed"})
        assert reply.status_code == 204
        assert len(numbers()) == 1

    def test_by_the_key_of_the_data_folder(self, store, job, write_events):
        write_events(1)
        job.sweep()
        path = store.config.data / "record.key"
        assert path.stat().st_mode & 0o777 == 0o600
        assert len(path.read_bytes()) == 32


class TestChecking:
    @pytest.fixture
    def ask(self, store, meeting, job):
        def ask_and_work_off() -> RecordCheck:
            with store.unit_of_work("test") as work:
                ask_check(work, meeting_id=meeting)
            job.resume()
            work_off(store.prompt_jobs)
            with store.read_session() as session:
                return session.get_one(RecordCheck, meeting)

        return ask_and_work_off

    def test_a_whole_journal_and_then_one_that_was_changed(
        self, store, ask, write_events
    ):
        write_events(3)
        found = ask()
        assert (found.entries, found.fault) == (3, "")
        assert found.finished_at is not None
        change(store, "UPDATE journal SET actor = 'x' WHERE number = 2")
        found = ask()
        assert (found.fault, found.fault_number) == (FaultKind.CHANGED, 2)

    def test_what_was_checked_is_not_checked_again(self, store, job, ask, write_events):
        write_events(1)
        ask()
        job.resume()
        assert store.prompt_jobs.waiting() == 0
