"""Query the tasks of a body that its next meeting hears about."""

import datetime as dt

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Meeting
from kiosk.meetings.queries import get_meeting
from kiosk.tasks.access import EVERYTHING
from kiosk.tasks.carrying import ReportState
from kiosk.tasks.models import Task, TaskEntry, TaskReport
from kiosk.tasks.queries.lists import late_first, lines_of
from kiosk.tasks.queries.structs import TaskLine
from kiosk.tasks.rules import TaskAct, TaskState

# Without an earlier meeting of the body: what was confirmed in this time.
_SHOWN_WITHOUT_MEETING = dt.timedelta(days=366)
_REPORTING_ACTS = (TaskAct.REPORT, TaskAct.DECLARE_DONE)


class CarriedReport(msgspec.Struct, frozen=True):
    """What the screen says about the report of a meeting."""

    # How many tasks it would list now.
    count: int
    state: ReportState | None = None
    item_id: int | None = None
    document_id: int | None = None


def carried_tasks(session: Session, meeting_id: int, today: dt.date) -> list[TaskLine]:
    """Return the tasks from other meetings of the same body, late ones first.

    Those under way, and those confirmed since the body's meeting before.
    """
    meeting = get_meeting(session, meeting_id)
    since = _meeting_before(session, meeting)
    is_recent = (Task.state == TaskState.CONFIRMED) & (Task.state_at >= since)
    ended = (TaskState.CONFIRMED, TaskState.WITHDRAWN)
    chosen = (
        select(Task)
        .where(
            Task.body_name == meeting.body_name,
            # Of a meeting that is gone too.
            or_(Task.meeting_id != meeting_id, Task.meeting_id.is_(None)),
            Task.meeting_title != "",
            Task.state.not_in(ended) | is_recent,
        )
        .order_by(*late_first(today))
    )
    return lines_of(session, EVERYTHING, session.scalars(chosen).all(), today)


def _meeting_before(session: Session, meeting: Meeting) -> dt.datetime:
    before = session.scalar(
        select(func.max(Meeting.starts_at)).where(
            Meeting.body_name == meeting.body_name,
            Meeting.id != meeting.id,
            Meeting.starts_at < meeting.starts_at,
        )
    )
    found: dt.datetime = before or meeting.starts_at - _SHOWN_WITHOUT_MEETING
    return found


def last_reports(session: Session, task_ids: list[int]) -> dict[int, str]:
    """Return the words of the newest report of each task that has one."""
    newest = (
        select(func.max(TaskEntry.id))
        .where(
            TaskEntry.task_id.in_(task_ids),
            TaskEntry.act.in_(_REPORTING_ACTS),
            TaskEntry.text != "",
        )
        .group_by(TaskEntry.task_id)
    )
    wanted = select(TaskEntry.task_id, TaskEntry.text).where(TaskEntry.id.in_(newest))
    return dict(session.execute(wanted).all())


def carried_report(session: Session, meeting_id: int, today: dt.date) -> CarriedReport:
    """Return what is known of the report of a meeting."""
    count = len(carried_tasks(session, meeting_id, today))
    stored = session.get(TaskReport, meeting_id)
    if stored is None:
        return CarriedReport(count)
    return CarriedReport(
        count, ReportState(stored.state), stored.item_id, stored.document_id
    )


def waiting_reports(session: Session) -> list[int]:
    """Return the meetings whose report is still to be made."""
    waiting = TaskReport.state == ReportState.WAITING
    return list(session.scalars(select(TaskReport.meeting_id).where(waiting)))
