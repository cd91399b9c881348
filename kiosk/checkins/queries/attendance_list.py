"""Content of an attendance list, of a site or of the whole meeting."""

import datetime as dt

import msgspec
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from kiosk.badges.rules import ROLE_LABELS
from kiosk.checkins.lists.rules import (
    METHOD_LABELS,
    AttendanceListContent,
    AttendanceListRow,
    SiteSection,
)
from kiosk.checkins.models import AttendanceRecord, CheckIn, RollCall, RollCallEntry
from kiosk.checkins.queries.attendance_groups import AttendanceGroup, group_condition
from kiosk.checkins.queries.scope import site_condition
from kiosk.checkins.rules import (
    SUMMONED_ROLES,
    AttendanceState,
    CheckInMethod,
    GateDirection,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.vietnamese import clock_time, long_date


def attendance_list_content(
    session: Session, meeting_id: int, site_id: int | None
) -> AttendanceListContent:
    """Return the list of a site now; 0: without a site, None: all sites."""
    meeting = session.get_one(Meeting, meeting_id)
    opened = session.get(RollCall, meeting_id)
    opening = roll_call_sentence(session, meeting_id)
    parts = _sections(session, meeting_id, site_id, opened.at if opened else None)
    is_whole = site_id is None
    if site_id is not None and not parts:
        site = session.get(Site, site_id) if site_id else None
        parts = [SiteSection(site.name if site else "", ())]
    return AttendanceListContent(
        meeting.body_name,
        meeting.title,
        meeting.place,
        long_date(meeting.starts_at),
        tuple(parts),
        is_whole,
        opening if is_whole else "",
    )


def roll_call_sentence(session: Session, meeting_id: int) -> str:
    """Return what the roll said when it was called; empty before."""
    opened = session.get(RollCall, meeting_id)
    if opened is None:
        return ""
    is_reached = opened.of > 0 and opened.present >= opened.needed
    enough = "đủ túc số" if is_reached else "chưa đủ túc số"
    return (
        f"Khai mạc lúc {clock_time(opened.at)} {long_date(opened.at)}: đại biểu chính"
        f" thức có mặt {opened.present}/{opened.of}, cần {opened.needed}, {enough}"
    )


def _sections(
    session: Session, meeting_id: int, site_id: int | None, began: dt.datetime | None
) -> list[SiteSection]:
    """Return the people site by site, as the roll orders them; those of none last."""
    methods = _first_methods(session, meeting_id)
    wanted = (
        select(
            Member,
            AttendanceRecord,
            Site.name,
            group_condition(AttendanceGroup.LATE, began),
            group_condition(AttendanceGroup.LEFT, began),
        )
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .outerjoin(RollCallEntry, RollCallEntry.member_id == Member.id)
        .outerjoin(Site, Member.site_id == Site.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            site_condition(site_id) if site_id != 0 else Member.site_id.is_(None),
        )
        .order_by(Site.id.is_(None), Site.ordinal, Site.id, Member.sort_key, Member.id)
    )
    people: dict[int | None, list[AttendanceListRow]] = {}
    for member, line, site, is_late, has_left in session.execute(wanted):
        made = _list_row(member, line, site or "", methods.get(member.id, ""))
        left = clock_time(line.last_at) if has_left and line.last_at else ""
        list_row = msgspec.structs.replace(made, is_late=bool(is_late), left=left)
        people.setdefault(member.site_id, []).append(list_row)
    return [SiteSection(lines[0].site, tuple(lines)) for lines in people.values()]


def _first_methods(session: Session, meeting_id: int) -> dict[int, str]:
    """Return how each member was checked in at the first entry."""
    first = (
        select(CheckIn.member_id, func.min(CheckIn.at).label("at"))
        .where(
            CheckIn.meeting_id == meeting_id,
            CheckIn.direction == GateDirection.IN,
            CheckIn.undone_at.is_(None),
        )
        .group_by(CheckIn.member_id)
        .subquery()
    )
    rows = session.execute(
        select(CheckIn.member_id, CheckIn.method).join(
            first,
            and_(
                CheckIn.member_id == first.c.member_id,
                CheckIn.at == first.c.at,
                CheckIn.undone_at.is_(None),
            ),
        )
    )
    return {member: METHOD_LABELS[CheckInMethod(method)] for member, method in rows}


def _list_row(
    member: Member, line: AttendanceRecord | None, site: str, method: str
) -> AttendanceListRow:
    state = AttendanceState(line.state) if line else AttendanceState.UNCONFIRMED
    came_at = line.came_at if line else None
    return AttendanceListRow(
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        role=ROLE_LABELS[Role(member.role)],
        site=site,
        seat=member.seat,
        came=clock_time(came_at) if came_at else "",
        method=method if state == AttendanceState.PRESENT_IN_PERSON else "",
        state=state,
        reason=line.reason if line else "",
        is_inside=line is not None and line.is_inside,
    )
