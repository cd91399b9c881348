"""People of a meeting, and the roll."""

import datetime as dt
from typing import Annotated, Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.api.paging import Cursor, Limit, ListPage, id_before, page_of
from kiosk.api.requests import ApiRequest
from kiosk.api.resources.meetings import visible_meeting
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.queries.counts import (
    counts_by_site,
    quorum_now,
    roll_call,
    total_of,
)
from kiosk.checkins.rules import SUMMONED_ROLES, AttendanceState
from kiosk.errors import N_
from kiosk.meetings.models import Member
from kiosk.roles import Role


class PeopleQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which people."""

    limit: Limit = 50
    cursor: Cursor = ""
    role: Annotated[
        Role | None, msgspec.Meta(description=N_("Chỉ người có vai trò này."))
    ] = None


class RollQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which lines of the roll."""

    limit: Limit = 50
    cursor: Cursor = ""
    state: Annotated[
        AttendanceState | None,
        msgspec.Meta(description=N_("Chỉ người điểm danh như thế.")),
    ] = None


class PersonBody(msgspec.Struct):
    """A person with a role in the meeting."""

    id: int
    full_name: str
    role: Role
    position: str
    unit: str
    seat: str
    site_id: int | None


class RollLineBody(msgspec.Struct):
    """The attendance of one person who is summoned; reasons of absence are left out."""

    person_id: int
    full_name: str
    unit: str
    site_id: int | None
    state: AttendanceState
    is_inside: Annotated[bool, msgspec.Meta(description=N_("Đang ở trong phòng họp."))]
    came_at: dt.datetime | None
    last_at: dt.datetime | None


class RollOpeningBody(msgspec.Struct):
    """The roll as it was called at the opening."""

    at: dt.datetime
    present: int
    summoned: int
    of: int
    needed: int


class RollSummaryBody(msgspec.Struct):
    """Attendance in numbers, and the quorum of official delegates."""

    summoned: int
    in_person: int
    online: int
    left: int
    absent: int
    unconfirmed: int
    quorum_of: Annotated[int, msgspec.Meta(description=N_("Số làm mẫu số túc số."))]
    quorum_needed: int
    quorum_present: int
    opening: RollOpeningBody | None


def _person(member: Member) -> PersonBody:
    return PersonBody(
        member.id,
        member.full_name,
        Role(member.role),
        member.position,
        member.unit,
        member.seat,
        member.site_id,
    )


def list_people(session: Session, request: ApiRequest) -> ListPage[PersonBody]:
    """Return a page of the people; screens are none."""
    visible_meeting(session, request)
    query: Any = request.query
    wanted = select(Member).where(
        Member.meeting_id == request.meeting_id,
        Member.role != Role.WALL,
        Member.id > id_before(query.cursor),
    )
    if query.role:
        wanted = wanted.where(Member.role == query.role)
    rows = session.scalars(wanted.order_by(Member.id).limit(query.limit + 1))
    return page_of(rows, query, _person, lambda member: member.id)


def _line(row: tuple[Member, AttendanceRecord | None]) -> RollLineBody:
    member, record = row
    return RollLineBody(
        member.id,
        member.full_name,
        member.unit,
        member.site_id,
        AttendanceState(record.state) if record else AttendanceState.UNCONFIRMED,
        bool(record and record.is_inside),
        record.came_at if record else None,
        record.last_at if record else None,
    )


def list_roll(session: Session, request: ApiRequest) -> ListPage[RollLineBody]:
    """Return a page of the roll, as it is now."""
    visible_meeting(session, request)
    query: Any = request.query
    wanted = (
        select(Member, AttendanceRecord)
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .where(
            Member.meeting_id == request.meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            Member.id > id_before(query.cursor),
        )
    )
    if query.state == AttendanceState.UNCONFIRMED:
        wanted = wanted.where(
            AttendanceRecord.state.is_(None) | (AttendanceRecord.state == query.state)
        )
    elif query.state:
        wanted = wanted.where(AttendanceRecord.state == query.state)
    rows = session.execute(wanted.order_by(Member.id).limit(query.limit + 1))
    found = [(row[0], row[1]) for row in rows]
    return page_of(found, query, _line, lambda row: row[0].id)


def read_roll_summary(session: Session, request: ApiRequest) -> RollSummaryBody:
    """Return the roll in numbers."""
    visible_meeting(session, request)
    whole = total_of(counts_by_site(session, request.meeting_id, None))
    quorum = quorum_now(session, request.meeting_id)
    opened = roll_call(session, request.meeting_id)
    return RollSummaryBody(
        whole.summoned,
        whole.in_person,
        whole.online,
        whole.left,
        whole.absent,
        whole.unconfirmed,
        quorum.of,
        quorum.needed,
        quorum.present,
        RollOpeningBody(
            opened.at, opened.present, opened.summoned, opened.of, opened.needed
        )
        if opened
        else None,
    )
