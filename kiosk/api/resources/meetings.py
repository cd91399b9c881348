"""Meetings, and their calendar."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.api.paging import Cursor, Limit, ListPage, id_before, page_of
from kiosk.api.requests import ApiRequest, TextAnswer
from kiosk.clock import VIETNAM
from kiosk.errors import N_, NotFound
from kiosk.meetings.calendar import (
    CALENDAR_TYPE,
    calendar_meeting,
    meetings_calendar,
)
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState

MOST_CALENDAR_EVENTS = 1000
CALENDAR_PAST = dt.timedelta(days=92)

FirstDay = Annotated[
    dt.date | None,
    msgspec.Meta(description=N_("Từ ngày này (giờ Việt Nam), dạng 2026-11-30.")),
]
LastDay = Annotated[
    dt.date | None,
    msgspec.Meta(description=N_("Đến hết ngày này (giờ Việt Nam).")),
]
StateFilter = Annotated[
    MeetingState | None, msgspec.Meta(description=N_("Chỉ ở trạng thái này."))
]
_DAYS = {"first_day": "from", "last_day": "to"}


class MeetingQuery(msgspec.Struct, forbid_unknown_fields=True, rename=_DAYS):
    """Which meetings."""

    limit: Limit = 50
    cursor: Cursor = ""
    first_day: FirstDay = None
    last_day: LastDay = None
    state: StateFilter = None


class CalendarQuery(msgspec.Struct, forbid_unknown_fields=True, rename=_DAYS):
    """The days of a calendar; by default from three months ago on."""

    first_day: FirstDay = None
    last_day: LastDay = None


class MeetingBody(msgspec.Struct):
    """A meeting."""

    id: int
    title: str
    body_name: Annotated[str, msgspec.Meta(description=N_("Cơ quan tổ chức."))]
    place: str
    starts_at: dt.datetime
    state: MeetingState
    is_demo: Annotated[bool, msgspec.Meta(description=N_("Hội nghị làm mẫu."))]
    changed_at: dt.datetime


def _body(meeting: Meeting) -> MeetingBody:
    return MeetingBody(
        meeting.id,
        meeting.title,
        meeting.body_name,
        meeting.place,
        meeting.starts_at,
        MeetingState(meeting.state),
        meeting.is_demo,
        meeting.changed_at,
    )


def visible_meeting(session: Session, request: ApiRequest) -> Meeting:
    """Return the meeting of the path.

    :raises NotFound: it does not exist, or is a draft that the token may not see.
    """
    meeting = session.get(Meeting, request.meeting_id)
    is_hidden = meeting is None or (
        meeting.state == MeetingState.DRAFT and not request.caller.sees_drafts
    )
    if meeting is None or is_hidden:
        raise NotFound(N_("Không có hội nghị này."))
    return meeting


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def _conditions(
    request: ApiRequest, first: dt.date | None, last: dt.date | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if not request.caller.sees_drafts:
        found.append(Meeting.state != MeetingState.DRAFT)
    # The first and last days of the calendar have no time zone's neighbours.
    if first and first > dt.date.min:
        found.append(Meeting.starts_at >= _midnight(first))
    if last and last < dt.date.max:
        found.append(Meeting.starts_at < _midnight(last + dt.timedelta(days=1)))
    return found


def list_meetings(session: Session, request: ApiRequest) -> ListPage[MeetingBody]:
    """Return a page of the meetings."""
    query: MeetingQuery = request.query
    wanted = select(Meeting).where(
        Meeting.id > id_before(query.cursor),
        *_conditions(request, query.first_day, query.last_day),
    )
    if query.state:
        wanted = wanted.where(Meeting.state == query.state)
    rows = session.scalars(wanted.order_by(Meeting.id).limit(query.limit + 1))
    shown: Any = query
    return page_of(rows, shown, _body, lambda meeting: meeting.id)


def read_meeting(session: Session, request: ApiRequest) -> MeetingBody:
    """Return one meeting."""
    return _body(visible_meeting(session, request))


def read_calendar(session: Session, request: ApiRequest) -> TextAnswer:
    """Return the meetings as a calendar; an event lasts as long as is planned."""
    query: CalendarQuery = request.query
    first = query.first_day or (request.now - CALENDAR_PAST).date()
    planned = (
        select(
            AgendaItem.meeting_id, func.sum(AgendaItem.planned_minutes).label("minutes")
        )
        .where(AgendaItem.parent_id.is_(None))
        .group_by(AgendaItem.meeting_id)
        .subquery()
    )
    rows = session.execute(
        select(Meeting, planned.c.minutes)
        .outerjoin(planned, planned.c.meeting_id == Meeting.id)
        .where(*_conditions(request, first, query.last_day))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST_CALENDAR_EVENTS)
    )
    meetings = [
        calendar_meeting(meeting, int(minutes or 0)) for meeting, minutes in rows
    ]
    return TextAnswer(meetings_calendar(meetings), CALENDAR_TYPE)
