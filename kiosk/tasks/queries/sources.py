"""Query the meetings and units of the tasks that a viewer sees."""

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Meeting
from kiosk.tasks.access import TaskViewer, seen_by
from kiosk.tasks.models import Task, TaskUnit
from kiosk.units.models import Unit
from kiosk.vietnamese import collation_key

# Meetings to choose from.
_MOST_CHOICES = 300


class NamedChoice(msgspec.Struct, frozen=True):
    """Something to filter tasks by."""

    id: int
    name: str


def units_with_tasks(session: Session, viewer: TaskViewer) -> list[NamedChoice]:
    """Return the units that have a task which the viewer sees."""
    leading = select(Task.lead_unit_id).where(seen_by(viewer))
    seen = select(Task.id).where(seen_by(viewer))
    helping = select(TaskUnit.unit_id).where(TaskUnit.task_id.in_(seen))
    found = session.scalars(
        select(Unit).where(Unit.id.in_(leading) | Unit.id.in_(helping))
    )
    units = [NamedChoice(unit.id, unit.name) for unit in found]
    return sorted(units, key=lambda unit: (collation_key(unit.name), unit.id))


def meetings_with_tasks(session: Session, viewer: TaskViewer) -> list[NamedChoice]:
    """Return the meetings of the tasks that the viewer sees, newest first."""
    rows = session.execute(
        select(Task.meeting_id, func.max(Task.meeting_title))
        .where(seen_by(viewer), Task.meeting_id.is_not(None))
        .group_by(Task.meeting_id)
        .order_by(Task.meeting_id.desc())
        .limit(_MOST_CHOICES)
    )
    return [NamedChoice(meeting_id or 0, title or "") for meeting_id, title in rows]


def meetings_to_assign_from(session: Session, viewer: TaskViewer) -> list[NamedChoice]:
    """Return the meetings whose tasks the viewer manages, newest first."""
    wanted = select(Meeting.id, Meeting.title).order_by(
        Meeting.starts_at.desc(), Meeting.id.desc()
    )
    if not viewer.sees_all:
        wanted = wanted.where(Meeting.id.in_(viewer.meeting_ids))
    rows = session.execute(wanted.limit(_MOST_CHOICES))
    return [NamedChoice(meeting_id, title) for meeting_id, title in rows]
