"""Write the ballots that arrived together, each checked by itself.

Only what is certain is decided here: a ballot of a signed-in voter on the roll of an
open vote who has not cast one, or the same ballot once more. Everything else is left to
`cast_ballot`, which says why it refuses.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from kiosk.accounts.models import SignIn
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Permission, Role, may
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.models import NamedBallot, SealedBallot, Vote, Voter
from kiosk.voting.rules.kinds import VoteState

_Ballots = type[NamedBallot] | type[SealedBallot]
# A voter's place in the tables: vote and member.
_Place = tuple[int, int]


@dataclass(frozen=True)
class ReadyBallot:
    """A ballot whose content has been checked, with who casts it.

    `choices` as canonical text in an open vote, otherwise `sealed`; `opened_at` is that
    of the vote which it was checked for: a number may be used again.
    """

    actor: Actor
    vote_id: int
    opened_at: dt.datetime | None
    choices: str = ""
    sealed: bytes = b""
    retry_key: str = ""
    is_sealed_by_server: bool = False

    @property
    def place(self) -> _Place:
        """Return the vote and the voter; 0 for nobody."""
        return self.vote_id, self.actor.member_id or 0

    def is_repeated_by(self, other: "ReadyBallot") -> bool:
        """Tell whether `other` is this ballot sent once more."""
        if self.choices or other.choices:
            return self.choices == other.choices
        has_key = bool(self.retry_key) and self.retry_key == other.retry_key
        return has_key or self.sealed == other.sealed


def cast_ballots(
    work: UnitOfWork, ballots: Sequence[ReadyBallot]
) -> list[ReadyBallot | None]:
    """Keep ballots; return of each the one that is kept, now or since before.

    None: it is not certain that it may be kept.
    """
    session = work.session
    may_cast = _open_votes(session, ballots) & _on_roll(session, ballots)
    signed_in = _signed_in(work, ballots)
    kept = _kept_before(session, ballots)
    new: dict[_Place, ReadyBallot] = {}
    found: list[ReadyBallot | None] = []
    for ballot in ballots:
        place = ballot.place
        is_allowed = place in may_cast and ballot.actor.sign_in_id in signed_in
        if is_allowed and place not in kept:
            kept[place] = new[place] = ballot
        is_kept = is_allowed and kept[place].is_repeated_by(ballot)
        found.append(kept[place] if is_kept else None)
    _insert(session, new.values())
    return found


def _votes(ballots: Iterable[ReadyBallot]) -> set[int]:
    return {ballot.vote_id for ballot in ballots}


def _voters(ballots: Iterable[ReadyBallot]) -> set[int]:
    return {ballot.actor.member_id or 0 for ballot in ballots}


def _open_votes(session: Session, ballots: Sequence[ReadyBallot]) -> set[_Place]:
    """Return the places in votes of the voter's own meeting that are open."""
    found = session.execute(
        select(Vote.id, Vote.meeting_id, Vote.opened_at)
        .join(Meeting, Meeting.id == Vote.meeting_id)
        .where(
            Vote.id.in_(_votes(ballots)),
            Vote.state == VoteState.OPEN,
            Meeting.state != MeetingState.CLOSED,
        )
    )
    open_votes = {tuple(row) for row in found}
    return {
        ballot.place
        for ballot in ballots
        if (ballot.vote_id, ballot.actor.meeting_id, ballot.opened_at) in open_votes
    }


def _on_roll(session: Session, ballots: Sequence[ReadyBallot]) -> set[_Place]:
    found = session.execute(
        select(Voter.vote_id, Voter.member_id).where(
            Voter.vote_id.in_(_votes(ballots)), Voter.member_id.in_(_voters(ballots))
        )
    )
    return {(row.vote_id, row.member_id) for row in found}


def _signed_in(work: UnitOfWork, ballots: Sequence[ReadyBallot]) -> set[int]:
    """Return the badge sign-ins that are still open, of those who may vote.

    Another process may have ended one a moment ago.
    """
    asked = {ballot.actor.sign_in_id: ballot.actor.member_id for ballot in ballots}
    found = work.session.execute(
        select(SignIn.id, SignIn.member_id, Member.role)
        .join(Member, Member.id == SignIn.member_id)
        .where(SignIn.id.in_(asked), SignIn.is_open_at(work.now))
    )
    return {
        row.id
        for row in found
        if asked[row.id] == row.member_id
        and may(Role(row.role), Permission.CAST_BALLOT)
    }


def _kept_before(
    session: Session, ballots: Sequence[ReadyBallot]
) -> dict[_Place, ReadyBallot]:
    def wanted(table: _Ballots) -> ColumnElement[bool]:
        return table.vote_id.in_(_votes(ballots)) & table.member_id.in_(
            _voters(ballots)
        )

    somebody = ballots[0].actor
    kept = {}
    named = select(NamedBallot).where(wanted(NamedBallot))
    for row in session.scalars(named):
        actor = replace(somebody, member_id=row.member_id)
        # One that was entered on the voter's behalf is left to `cast_ballot`.
        choices = row.choices if not row.entered_by else f"by {row.entered_by}"
        kept[row.vote_id, row.member_id] = ReadyBallot(
            actor, row.vote_id, None, choices
        )
    sealed = select(SealedBallot).where(wanted(SealedBallot))
    for one in session.scalars(sealed):
        actor = replace(somebody, member_id=one.member_id)
        kept[one.vote_id, one.member_id] = ReadyBallot(
            actor,
            one.vote_id,
            None,
            sealed=one.sealed,
            retry_key=one.retry_key,
            is_sealed_by_server=one.is_sealed_by_server,
        )
    return kept


def _insert(session: Session, ballots: Iterable[ReadyBallot]) -> None:
    named, sealed = [], []
    for ballot in ballots:
        place = {"vote_id": ballot.vote_id, "member_id": ballot.actor.member_id}
        if ballot.choices:
            named.append({**place, "choices": ballot.choices, "entered_by": ""})
        else:
            sealed.append(
                {
                    **place,
                    "sealed": ballot.sealed,
                    "retry_key": ballot.retry_key,
                    "is_sealed_by_server": ballot.is_sealed_by_server,
                }
            )
    if named:
        session.execute(insert(NamedBallot), named)
    if sealed:
        session.execute(insert(SealedBallot), sealed)
