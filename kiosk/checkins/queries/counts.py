"""Attendance by site and in total, and the quorum."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from kiosk.checkins.attendance_counts import AttendanceCounts
from kiosk.checkins.models import AttendanceRecord, QuorumRule, RollCall
from kiosk.checkins.queries.scope import site_condition
from kiosk.checkins.quorum import (
    QUORUM_ROLES,
    Denominator,
    Quorum,
    QuorumTerms,
    Threshold,
    quorum_of,
)
from kiosk.checkins.rules import SUMMONED_ROLES, AttendanceState
from kiosk.meetings.models import Member
from kiosk.sites.models import Site

PRESENT_CONDITION = or_(
    AttendanceRecord.is_inside, AttendanceRecord.state == AttendanceState.PRESENT_ONLINE
)


@dataclass(frozen=True)
class SiteAttendance:
    """A site and its attendance; id None: people without a site."""

    id: int | None
    name: str
    count: AttendanceCounts


def counts_by_site(
    session: Session, meeting_id: int, get_site: int | None
) -> list[SiteAttendance]:
    """Return the attendance of each site, in the meeting's order."""
    counts: dict[int | None, AttendanceCounts] = defaultdict(AttendanceCounts)
    rows = session.execute(
        select(
            Member.site_id,
            AttendanceRecord.state,
            AttendanceRecord.is_inside,
            func.count(),
        )
        .select_from(Member)
        .outerjoin(AttendanceRecord, AttendanceRecord.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(SUMMONED_ROLES),
            site_condition(get_site),
        )
        .group_by(Member.site_id, AttendanceRecord.state, AttendanceRecord.is_inside)
    )
    for site_id, state, is_inside, people in rows:
        known = state or AttendanceState.UNCONFIRMED
        counts[site_id].add(known, is_inside=bool(is_inside), people=people)
    sites = session.execute(
        select(Site.id, Site.name)
        .where(Site.meeting_id == meeting_id)
        .order_by(Site.ordinal, Site.id)
    ).all()
    ordered = [(site_id, name) for site_id, name in sites if site_id in counts]
    nowhere: list[tuple[int | None, str]] = [(None, "")] if None in counts else []
    return [SiteAttendance(i, name, counts[i]) for i, name in [*ordered, *nowhere]]


def total_of(sites: list[SiteAttendance]) -> AttendanceCounts:
    """Return the sum over the sites."""
    whole = AttendanceCounts()
    for site in sites:
        for name, value in vars(site.count).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def count_inside(session: Session, meeting_id: int, get_site: int | None) -> int:
    """Return how many are inside now."""
    wanted = (
        select(func.count())
        .select_from(AttendanceRecord)
        .where(AttendanceRecord.meeting_id == meeting_id, AttendanceRecord.is_inside)
    )
    if get_site is not None:
        wanted = wanted.join(Member, AttendanceRecord.member_id == Member.id).where(
            site_condition(get_site)
        )
    return session.execute(wanted).scalar_one()


def quorum_terms(session: Session, meeting_id: int) -> QuorumTerms:
    """Return how the quorum is computed; by default two thirds of the summoned."""
    rule = session.get(QuorumRule, meeting_id)
    if rule is None:
        return QuorumTerms()
    return QuorumTerms(
        Denominator(rule.denominator),
        rule.members,
        Threshold(rule.threshold),
        rule.percent,
    )


def quorum_now(session: Session, meeting_id: int) -> Quorum:
    """Return the quorum as it is now."""
    present, summoned = session.execute(
        select(func.count(AttendanceRecord.member_id), func.count(Member.id))
        .select_from(Member)
        .outerjoin(AttendanceRecord, and_(_line_of_member(), PRESENT_CONDITION))
        .where(Member.meeting_id == meeting_id, Member.role.in_(QUORUM_ROLES))
    ).one()
    terms = quorum_terms(session, meeting_id)
    return quorum_of(terms, present=present, summoned=summoned)


def _line_of_member() -> ColumnElement[bool]:
    return AttendanceRecord.member_id == Member.id


def roll_call(session: Session, meeting_id: int) -> RollCall | None:
    """Return attendance and quorum at the opening, if there was one."""
    return session.get(RollCall, meeting_id)
