"""Query what the conclusions of a meeting have become, and the tasks of a body."""

import hashlib

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.conclusions.models import Conclusion
from kiosk.conclusions.queries import NumberedConclusion, conclusions_of, issue_of
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.tasks.models import Task
from kiosk.units.queries import find_unit


class ConclusionSummary(msgspec.Struct, frozen=True):
    """What the button that makes tasks of conclusions would do."""

    is_issued: bool
    # Conclusions without a task.
    waiting: int
    # Names that no unit has yet: they are added.
    new_units: list[str]
    # Conclusions without a unit.
    without_unit: int
    # Numbers of conclusions that were changed after their task was made.
    changed: list[int]


def conclusion_digest(details: ConclusionDetails) -> str:
    """Return what changes with the words of a conclusion."""
    return hashlib.sha256(msgspec.json.encode(details)).hexdigest()


def _digests(session: Session, meeting_id: int) -> dict[int, str]:
    """Return the digest of which a task was made, by conclusion."""
    rows = session.execute(
        select(Task.conclusion_id, Task.conclusion_digest)
        .join(Conclusion, Task.conclusion_id == Conclusion.id)
        .where(Conclusion.meeting_id == meeting_id)
    )
    return {conclusion_id or 0: digest for conclusion_id, digest in rows}


def conclusions_without_task(
    session: Session, meeting_id: int
) -> list[NumberedConclusion]:
    """Return the conclusions of a meeting of which no task was made."""
    made = _digests(session, meeting_id)
    found = conclusions_of(session, meeting_id)
    return [each for each in found if each.conclusion.id not in made]


def conclusion_summary(session: Session, meeting_id: int) -> ConclusionSummary:
    """Return what the button would do now."""
    made = _digests(session, meeting_id)
    waiting = conclusions_without_task(session, meeting_id)
    named = dict.fromkeys(
        name
        for each in waiting
        for name in (each.details.lead_unit, *each.details.coordinating_units)
        if name
    )
    return ConclusionSummary(
        is_issued=issue_of(session, meeting_id) is not None,
        waiting=len(waiting),
        new_units=[name for name in named if find_unit(session, name) is None],
        without_unit=sum(not each.details.lead_unit for each in waiting),
        changed=[
            each.number
            for each in conclusions_of(session, meeting_id)
            if each.conclusion.id in made
            and made[each.conclusion.id] != conclusion_digest(each.details)
        ],
    )
