"""The roll of a vote: who is on it, who has cast a ballot, who is connected."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, union_all
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.queries.counts import PRESENT_CONDITION
from kiosk.checkins.quorum import QUORUM_ROLES
from kiosk.meetings.models import Member
from kiosk.storage.database import fetch_slow_query
from kiosk.voting.models import NamedBallot, SealedBallot, Vote, Voter
from kiosk.voting.queries.votes import (
    count_cast,
    is_electronic,
    is_sealed,
)
from kiosk.voting.rules.ballots import read_choices
from kiosk.voting.rules.kinds import VoteState

ROLL = """
SELECT member_id, name, unit, seat, site_name FROM vote_voters
WHERE vote_id = :vote ORDER BY sort_key, member_id
"""
CAST = """
SELECT member_id FROM vote_voters WHERE vote_id = :vote AND has_cast
UNION SELECT member_id FROM named_ballots WHERE vote_id = :vote
UNION SELECT member_id FROM sealed_ballots WHERE vote_id = :vote
"""


@dataclass(frozen=True)
class RollCounts:
    """Official delegates: all, and those present."""

    summoned: int
    present: int


def roll_now(session: Session, meeting_id: int) -> RollCounts:
    """Return how many official delegates there are and are present now."""
    summoned, present = session.execute(
        select(func.count(Member.id), func.count(AttendanceRecord.member_id))
        .select_from(Member)
        .outerjoin(AttendanceRecord, is_present())
        .where(Member.meeting_id == meeting_id, Member.role.in_(QUORUM_ROLES))
    ).one()
    return RollCounts(summoned, present)


def is_present() -> ColumnElement[bool]:
    """Return the condition that joins members with their presence."""
    return and_(AttendanceRecord.member_id == Member.id, PRESENT_CONDITION)


def turnout(session: Session, vote: Vote) -> list[dict[str, Any]]:
    """Return the roll by name, with who has cast a ballot; never what it says."""
    values = {"vote": vote.id}
    cast = {member_id for (member_id,) in fetch_slow_query(session, CAST, values)}
    connected = connected_members(session, vote.meeting_id)
    return [
        {
            "member_id": member_id,
            "name": name,
            "unit": unit,
            "seat": seat,
            "site": site,
            "cast": member_id in cast,
            "connected": member_id in connected,
        }
        for member_id, name, unit, seat, site in fetch_slow_query(session, ROLL, values)
    ]


def connected_members(session: Session, meeting_id: int) -> set[int]:
    """Return the members who are signed in on some device.

    By their badge, or by a staff account that the member has.
    """
    is_open = SignIn.is_open_at(clock.now())
    by_badge = (
        select(SignIn.member_id)
        .join(Member, Member.id == SignIn.member_id)
        .where(Member.meeting_id == meeting_id, is_open)
    )
    by_account = (
        select(Member.id)
        .join(SignIn, SignIn.account_id == Member.account_id)
        .where(Member.meeting_id == meeting_id, is_open)
    )
    return set(session.scalars(union_all(by_badge, by_account)))


def own_ballot(session: Session, vote: Vote, member_id: int) -> dict[str, Any]:
    """Return whether a member may cast a ballot, has, and of open votes which."""
    key = (vote.id, member_id)
    voter = session.get(Voter, key)
    named = None if is_sealed(vote) else session.get(NamedBallot, key)
    is_cast = bool(
        (voter and voter.has_cast) or named or session.get(SealedBallot, key)
    )
    is_open = vote.state == VoteState.OPEN
    return {
        "eligible": voter is not None,
        "cast": is_cast,
        "choices": read_choices(named.choices) if named else None,
        "on_behalf": bool(named and named.entered_by),
        "may_change": voter is not None
        and is_open
        and (vote.until_close or not is_cast),
        "state": vote.state,
    }


def on_roll_at(session: Session, vote_id: int, site_id: int | None) -> int:
    """Return how many of the roll are at a site; None: at none."""
    at_site = Voter.site_id.is_(None) if site_id is None else Voter.site_id == site_id
    wanted = (
        select(func.count()).select_from(Voter).where(Voter.vote_id == vote_id, at_site)
    )
    return session.execute(wanted).scalar_one()


def cast_of(session: Session, vote: Vote) -> int | None:
    """Return the number of ballots received; None: none are cast in the system."""
    return count_cast(session, vote) if is_electronic(vote) else None
