"""Set how long speeches last, whether texts are shown, and the time of units."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import select

from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.speaking.events import FloorChanged
from kiosk.speaking.models import SpeakingBudget
from kiosk.speaking.queries.requests import settings_of
from kiosk.speaking.rules import SpeechKind, check_budget, checked_minutes
from kiosk.storage.unit_of_work import UnitOfWork


def set_minutes(
    work: UnitOfWork, *, actor: Actor, minutes: Mapping[SpeechKind, int]
) -> None:
    """Set how many minutes speeches of a kind last, from the next one on; 0: no limit.

    :raises Invalid: they are out of bounds.
    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    settings = settings_of(work.session, actor.meeting_id)
    stored = msgspec.json.decode(settings.minutes, type=dict[SpeechKind, int])
    changed = checked_minutes(stored | dict(minutes))
    settings.minutes = msgspec.json.encode(changed).decode()
    work.session.add(settings)


def set_shows_texts(work: UnitOfWork, *, actor: Actor, shows_texts: bool) -> None:
    """Set whether the text of a prepared speech is shown when it begins.

    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    settings = settings_of(work.session, actor.meeting_id)
    settings.shows_texts = shows_texts
    work.session.add(settings)


def set_budget(work: UnitOfWork, *, actor: Actor, unit: str, seconds: int) -> None:
    """Set the speaking time of a unit; 0: no limit.

    :raises NotFound: no member is of this unit.
    :raises Invalid: it is out of bounds.
    :raises Conflict: the meeting is closed.
    """
    _check_editable(work, actor)
    check_budget(seconds)
    of_unit = select(Member.id).where(
        Member.meeting_id == actor.meeting_id, Member.unit == unit
    )
    if work.session.execute(of_unit.limit(1)).first() is None:
        raise NotFound(N_("Không có đại biểu nào thuộc đơn vị này. Xin chọn lại."))
    budget = work.session.get(SpeakingBudget, (actor.meeting_id, unit))
    if (budget.seconds if budget else 0) == seconds:
        return
    if budget is not None and not seconds:
        work.session.delete(budget)
    elif budget is not None:
        budget.seconds = seconds
    else:
        work.session.add(
            SpeakingBudget(meeting_id=actor.meeting_id, unit=unit, seconds=seconds)
        )
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def _check_editable(work: UnitOfWork, actor: Actor) -> None:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
