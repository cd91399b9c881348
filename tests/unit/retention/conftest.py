"""A closed meeting whose data is due, with a row in every table and files."""

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.personal_data.meeting_rows import rows_of_meetings, table_of
from kiosk.retention.models import MeetingRetention
from kiosk.retention.tables import GOING_TABLES, STAYING_TABLES
from tests.rows_of_every_table import fill_every_table


@dataclass
class DueMeeting:
    meeting: int
    document: int


@pytest.fixture
def keep(store):
    """Set the keeping time of a meeting directly."""

    def months(meeting: int, number: int | None) -> None:
        with store.unit_of_work("test") as work:
            kept = work.session.get(MeetingRetention, meeting)
            if kept is None:
                kept = MeetingRetention(
                    meeting_id=meeting, changed_by="", changed_at=work.now
                )
                work.session.add(kept)
            kept.months = number

    return months


@pytest.fixture
def make_due(scene, store, keep):
    """Make a closed meeting of two years ago, kept for one."""

    def make(title="Hội nghị cũ", pages=(b"page one", b"page two")) -> DueMeeting:
        meeting = scene.make_meeting(title)
        item = scene.make_item(meeting)
        document = scene.make_document(meeting, item, list(pages), title=f"BC {title}")
        with store.unit_of_work("test") as work:
            made = work.session.get_one(Meeting, meeting)
            made.state = MeetingState.CLOSED
            made.starts_at = clock.now() - dt.timedelta(days=800)
        keep(meeting, 12)
        return DueMeeting(meeting, document)

    return make


@pytest.fixture
def due(scene, store, make_due) -> DueMeeting:
    made = make_due()
    member = scene.make_member(made.meeting)
    without = ("meeting_retentions",)
    fill_every_table(store, made.meeting, member, "Lê Văn Cũ", without)
    return made


@pytest.fixture
def counts(store):
    """Count a meeting's rows by table."""

    def read(meeting: int) -> dict[str, int]:
        with store.read_session() as session:
            return {
                name: session.scalar(
                    select(func.count())
                    .select_from(table_of(name))
                    .where(rows_of_meetings(name, [meeting]))
                )
                for name in (*GOING_TABLES, *STAYING_TABLES)
            }

    return read


@pytest.fixture
def administrator(scene, client_for):
    return client_for(account_id=scene.make_account("boss", is_administrator=True))
