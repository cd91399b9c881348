"""How many have come, by site and in all; whether they are enough."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from kiosk.checkins.counting import Count
from kiosk.checkins.models import AttendanceLine, QuorumRule, RollCall
from kiosk.checkins.queries.scope import within
from kiosk.checkins.quorum import (
    COUNTED,
    Denominator,
    Quorum,
    QuorumTerms,
    Threshold,
    quorum_of,
)
from kiosk.checkins.rules import SUMMONED, Attendance
from kiosk.meetings.models import Member
from kiosk.sites.models import Site

IS_PRESENT = or_(
    AttendanceLine.is_inside, AttendanceLine.state == Attendance.PRESENT_ONLINE
)


@dataclass(frozen=True)
class SiteCount:
    """A site and how its people stand; id None: those who belong to no site."""

    id: int | None
    name: str
    count: Count


def counts_by_site(
    session: Session, meeting_id: int, own_site: int | None
) -> list[SiteCount]:
    """Return how the summoned stand, site by site in the meeting's order."""
    counts: dict[int | None, Count] = defaultdict(Count)
    rows = session.execute(
        select(
            Member.site_id,
            AttendanceLine.state,
            AttendanceLine.is_inside,
            func.count(),
        )
        .select_from(Member)
        .outerjoin(AttendanceLine, AttendanceLine.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(SUMMONED),
            within(own_site),
        )
        .group_by(Member.site_id, AttendanceLine.state, AttendanceLine.is_inside)
    )
    for site_id, state, is_inside, people in rows:
        known = state or Attendance.UNCONFIRMED
        counts[site_id].add(known, is_inside=bool(is_inside), people=people)
    sites = session.execute(
        select(Site.id, Site.name)
        .where(Site.meeting_id == meeting_id)
        .order_by(Site.ordinal, Site.id)
    ).all()
    ordered = [(site_id, name) for site_id, name in sites if site_id in counts]
    nowhere: list[tuple[int | None, str]] = [(None, "")] if None in counts else []
    return [SiteCount(i, name, counts[i]) for i, name in [*ordered, *nowhere]]


def total_of(sites: list[SiteCount]) -> Count:
    """Return the sum of the sites: by construction it adds up."""
    whole = Count()
    for site in sites:
        for name, value in vars(site.count).items():
            setattr(whole, name, getattr(whole, name) + value)
    return whole


def count_inside(session: Session, meeting_id: int, own_site: int | None) -> int:
    """Return how many are inside now."""
    wanted = (
        select(func.count())
        .select_from(AttendanceLine)
        .where(AttendanceLine.meeting_id == meeting_id, AttendanceLine.is_inside)
    )
    if own_site is not None:
        wanted = wanted.join(Member, AttendanceLine.member_id == Member.id).where(
            within(own_site)
        )
    return session.execute(wanted).scalar_one()


def quorum_terms(session: Session, meeting_id: int) -> QuorumTerms:
    """Return what the body says of its quorum; at first two thirds of the summoned."""
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
        select(func.count(AttendanceLine.member_id), func.count(Member.id))
        .select_from(Member)
        .outerjoin(AttendanceLine, and_(_line_of_member(), IS_PRESENT))
        .where(Member.meeting_id == meeting_id, Member.role.in_(COUNTED))
    ).one()
    terms = quorum_terms(session, meeting_id)
    return quorum_of(terms, present=present, summoned=summoned)


def _line_of_member() -> ColumnElement[bool]:
    return AttendanceLine.member_id == Member.id


def roll_call(session: Session, meeting_id: int) -> RollCall | None:
    """Return roll and quorum as kept at the opening, if it has been opened."""
    return session.get(RollCall, meeting_id)
