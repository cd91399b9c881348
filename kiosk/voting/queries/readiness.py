"""What to look at before a vote is opened."""

from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.quorum import QUORUM_ROLES
from kiosk.errors import N_
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.sites.models import Site
from kiosk.voting.models import Vote
from kiosk.voting.queries.voters import is_present, roll_now
from kiosk.voting.queries.votes import (
    is_electronic,
    open_electronic_vote,
    rule_of,
)
from kiosk.voting.rules.kinds import VoterRule
from kiosk.voting.rules.passing import has_quorum, needed_present
from kiosk.voting.rules.results import BaseCounts

# Names in each list.
MAX_LISTED = 500

NOT_OPEN = N_("Hội nghị chưa khai mạc hoặc đang nghỉ. Xin mở hội nghị trước.")
OTHER_OPEN = N_("Một biểu quyết khác đang mở. Xin kết thúc trước khi mở lần khác.")
NO_QUORUM = N_("Chưa đủ số đại biểu cần có mặt.")
NO_VOTERS = N_("Chưa có đại biểu chính thức nào trong danh sách biểu quyết.")


def readiness(session: Session, vote: Vote) -> dict[str, Any]:
    """Return quorum, roll, who is missing, and whose tablet is not connected.

    `problems` are sentences to be translated; a vote without one can be opened.
    """
    roll, rule = roll_now(session, vote.meeting_id), rule_of(vote)
    counts = BaseCounts(roll.summoned, rule.members, roll.present, 0)
    is_reached = vote.is_rehearsal or has_quorum(rule, counts)
    by_presence = vote.voter_rule == VoterRule.PRESENT
    eligible = roll.present if by_presence else roll.summoned
    problems = {
        NOT_OPEN: not _is_meeting_open(session, vote),
        OTHER_OPEN: is_electronic(vote) and _has_other(session, vote),
        NO_QUORUM: not is_reached,
        NO_VOTERS: eligible == 0,
    }
    found = [sentence for sentence, is_there in problems.items() if is_there]
    is_here = AttendanceRecord.member_id.is_not(None)
    missing, _ = _people(session, vote, ~is_here)
    on_roll = [is_here] if by_presence else []
    not_connected, number = _people(session, vote, *on_roll, ~_has_tablet())
    return {
        "present": roll.present,
        "summoned": roll.summoned,
        "members": rule.members,
        "eligible": eligible,
        "connected": eligible - number,
        "quorum": {"needed": needed_present(rule, counts), "reached": is_reached},
        "is_ready": not found,
        "problems": found,
        "missing": missing,
        "not_connected": not_connected,
    }


def _is_meeting_open(session: Session, vote: Vote) -> bool:
    return session.get_one(Meeting, vote.meeting_id).state == MeetingState.OPEN


def _has_other(session: Session, vote: Vote) -> bool:
    other = open_electronic_vote(session, vote.meeting_id)
    return other is not None and other.id != vote.id


def _has_tablet() -> ColumnElement[bool]:
    is_open = SignIn.is_open_at(clock.now())
    by_badge = exists().where(SignIn.member_id == Member.id, is_open)
    by_account = exists().where(SignIn.account_id == Member.account_id, is_open)
    return by_badge | by_account


def _people(
    session: Session, vote: Vote, *conditions: ColumnElement[bool]
) -> tuple[list[dict[str, Any]], int]:
    """Return official delegates by name, some of them, and how many there are."""
    wanted = (
        select(Member.id, Member.full_name, Member.unit, Member.seat, Site.name)
        .outerjoin(AttendanceRecord, is_present())
        .outerjoin(Site, Site.id == Member.site_id)
        .where(
            Member.meeting_id == vote.meeting_id,
            Member.role.in_(QUORUM_ROLES),
            *conditions,
        )
    )
    number = session.execute(select(func.count()).select_from(wanted.subquery()))
    rows = session.execute(
        wanted.order_by(Member.sort_key, Member.id).limit(MAX_LISTED)
    )
    listed = [
        {"member_id": one, "name": name, "unit": unit, "seat": seat, "site": site or ""}
        for one, name, unit, seat, site in rows
    ]
    return listed, number.scalar_one()
