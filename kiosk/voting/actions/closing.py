"""Close a vote, and store its count: two changes, since counting takes time."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import delete, exists, func, insert, select, text, update

from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VoteClosed, VoteCounted
from kiosk.voting.models import NamedBallot, PlainBallot, SealedBallot, Vote, Voter
from kiosk.voting.queries.votes import get_vote, is_electronic, is_sealed
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.results import VoteResult
from kiosk.voting.rules.states import check_next

INSERT_PLAIN = """
INSERT INTO plain_ballots (vote_id, key, choices, nonce) VALUES (?, ?, ?, ?)
"""
# Key, choices, nonce.
PlainRow = tuple[bytes, str, str]


@dataclass(frozen=True)
class Counted:
    """What was computed outside the database.

    `plain`: of secret votes, a random key, choices and nonce of each ballot, by key.
    """

    result: VoteResult
    received: int
    plain: Sequence[PlainRow] = ()


def close_vote(work: UnitOfWork, *, actor: Actor, vote_id: int, seen: str = "") -> Vote:
    """Close a vote: from this commit on it takes no ballot; repeatable.

    :raises Conflict: it is not open, or somebody was faster.
    """
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    if vote.state == VoteState.CLOSED:
        return vote
    check_next(VoteState(vote.state), VoteState.CLOSED, who=vote.changed_by, seen=seen)
    vote.state = VoteState.CLOSED
    vote.closed_at, vote.closed_by = work.now, actor.name
    vote.revision += 1
    vote.changed_by, vote.changed_at = actor.name, work.now
    work.record(VoteClosed(meeting_id=vote.meeting_id, vote_id=vote.id))
    return vote


def store_count(work: UnitOfWork, *, vote_id: int, counted: Counted) -> bool:
    """Store a count, and let go of who has cast which ballot.

    Returns whether it was stored: not if another process has, or if the number of
    ballots differs from what was counted.
    """
    vote = work.session.get_one(Vote, vote_id)
    if vote.state != VoteState.CLOSED:
        return False
    if is_electronic(vote):
        if vote.result or counted.received != _received(work, vote):
            return False
        vote.cast = counted.received
        _mark_voters(work, vote)
    if is_sealed(vote):
        _exchange(work, vote, counted)
    vote.result = msgspec.json.encode(counted.result).decode()
    # A corrected count gets another one.
    vote.result_digest = ""
    vote.revision += 1
    work.record(VoteCounted(meeting_id=vote.meeting_id, vote_id=vote.id))
    return True


def _table(vote: Vote) -> type[SealedBallot] | type[NamedBallot]:
    return SealedBallot if is_sealed(vote) else NamedBallot


def _received(work: UnitOfWork, vote: Vote) -> int:
    table = _table(vote)
    wanted = select(func.count()).select_from(table).where(table.vote_id == vote.id)
    return work.session.execute(wanted).scalar_one()


def _mark_voters(work: UnitOfWork, vote: Vote) -> None:
    table = _table(vote)
    has_cast = exists().where(
        table.vote_id == Voter.vote_id, table.member_id == Voter.member_id
    )
    work.session.execute(
        update(Voter).where(Voter.vote_id == vote.id, has_cast).values(has_cast=True),
        execution_options={"synchronize_session": False},
    )


def _exchange(work: UnitOfWork, vote: Vote, counted: Counted) -> None:
    """Replace the sealed ballots by the plain ones, which are sorted by their keys."""
    by_server = select(func.count()).where(
        SealedBallot.vote_id == vote.id, SealedBallot.is_sealed_by_server
    )
    vote.sealed_by_server = work.session.execute(by_server).scalar_one()
    _insert_plain(work, vote.id, counted.plain)
    erase_ballots(work, vote)


def _insert_plain(work: UnitOfWork, vote_id: int, plain: Sequence[PlainRow]) -> None:
    """Insert ballots sorted by key; 12,000 in 20 ms, a fifth of what SQLAlchemy needs.

    On PostgreSQL each row would be a statement of its own in this way.
    """
    connection = work.session.connection()
    if plain and connection.dialect.name == "sqlite":
        connection.exec_driver_sql(INSERT_PLAIN, [(vote_id, *one) for one in plain])
    elif plain:
        names = ("vote_id", "key", "choices", "nonce")
        rows = [dict(zip(names, (vote_id, *one), strict=True)) for one in plain]
        work.session.execute(insert(PlainBallot), rows)


def erase_ballots(work: UnitOfWork, vote: Vote) -> None:
    """Delete the ballots that bear a voter's name, overwriting them on SQLite."""
    if work.session.connection().dialect.name == "sqlite":
        work.session.execute(text("PRAGMA secure_delete = ON"))
    table = _table(vote)
    work.session.execute(
        delete(table).where(table.vote_id == vote.id),
        execution_options={"synchronize_session": False},
    )
