"""Worker job that signs the journals of meetings, and checks them when asked."""

import logging

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.record.actions import make_checkpoint, store_check
from kiosk.record.models import RecordCheck, RecordCheckpoint
from kiosk.record.rules import CHECK_JOB, CHECKPOINT_INTERVAL
from kiosk.record.verification import check_journal
from kiosk.storage.journal import JournalCounter
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)


class RecordJob(WorkerJob):
    """Checkpoints once an hour, and checks on request."""

    def install(self) -> None:
        """Register the job."""
        self._store.prompt_jobs.register(CHECK_JOB, self.check)

    def check(self, meeting_id: int) -> None:
        """Check a meeting's journal and store what was found."""
        with self._store.read_session() as session:
            found = check_journal(session, meeting_id)
        if found.fault:
            log.error(
                "the journal of meeting %d has a fault: %s",
                meeting_id,
                msgspec.json.encode(found.fault).decode(),
            )
        with self._store.unit_of_work("worker") as work:
            store_check(
                work, meeting_id=meeting_id, entries=found.entries, fault=found.fault
            )

    def resume(self) -> None:
        """Queue the checks that were asked for and have no result."""
        unfinished = select(RecordCheck.meeting_id).where(
            RecordCheck.finished_at.is_(None)
        )
        with self._store.read_session() as session:
            meetings = session.scalars(unfinished).all()
        for meeting_id in meetings:
            self._store.prompt_jobs.enqueue(CHECK_JOB, meeting_id=meeting_id)

    def sweep(self) -> None:
        """Sign what is due; on an error the next run continues."""
        try:
            sign_due_journals(self._store)
        except (KioskError, SQLAlchemyError, OSError) as error:
            log.info("signing the journals is postponed: %s", error)


def sign_due_journals(store: Store) -> None:
    """Sign each journal with entries since its last checkpoint an hour ago.

    A closed meeting does not wait for the hour.
    """
    newest = (
        select(
            RecordCheckpoint.meeting_id,
            func.max(RecordCheckpoint.number).label("number"),
            func.max(RecordCheckpoint.at).label("at"),
        )
        .group_by(RecordCheckpoint.meeting_id)
        .subquery()
    )
    due = (
        select(JournalCounter.meeting_id)
        .join(Meeting, Meeting.id == JournalCounter.meeting_id)
        .outerjoin(newest, newest.c.meeting_id == JournalCounter.meeting_id)
        .where(
            JournalCounter.number > func.coalesce(newest.c.number, 0),
            or_(
                newest.c.at.is_(None),
                newest.c.at < clock.now() - CHECKPOINT_INTERVAL,
                Meeting.state == MeetingState.CLOSED,
            ),
        )
        .order_by(JournalCounter.meeting_id)
    )
    with store.read_session() as session:
        meetings = session.scalars(due).all()
    for meeting_id in meetings:
        with store.unit_of_work("worker") as work:
            make_checkpoint(work, meeting_id, store.config.record_key())
