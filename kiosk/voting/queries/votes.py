"""Votes of a meeting, and what screens are shown of them."""

from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.agenda.queries import roles_that_see
from kiosk.clock import iso_moment
from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.voting.models import NamedBallot, SealedBallot, Vote, VoteOption
from kiosk.voting.rules.ballots import BallotTerms
from kiosk.voting.rules.kinds import (
    ELECTRONIC_KINDS,
    BallotForm,
    PassingRule,
    VoteState,
)
from kiosk.voting.rules.results import VoteResult

# Whose result there may be.
COUNTED_STATES = frozenset({VoteState.CLOSED, VoteState.ANNOUNCED})
# Shown to those who do not run votes.
PUBLIC_STATES = frozenset({VoteState.OPEN, VoteState.CLOSED, VoteState.ANNOUNCED})


def get_vote(session: Session, meeting_id: int, vote_id: int) -> Vote:
    """Return a vote of the meeting.

    :raises NotFound: the meeting has no such vote.
    """
    vote = session.get(Vote, vote_id)
    if vote is None or vote.meeting_id != meeting_id:
        raise _no_vote()
    return vote


def visible_vote(session: Session, actor: Actor, vote_id: int) -> Vote:
    """Return a vote that the actor may know of.

    :raises NotFound: it does not exist, is a draft, or its item is hidden from them.
    """
    vote = get_vote(session, actor.meeting_id, vote_id)
    if actor.may(Permission.RUN_VOTES):
        return vote
    sees_item = (
        vote.item_id is None
        or actor.may(Permission.CAST_BALLOT)
        or actor.role in roles_that_see(session, vote.item_id)
    )
    if vote.state == VoteState.DRAFT or not sees_item:
        raise _no_vote()
    return vote


def _no_vote() -> NotFound:
    return NotFound(N_("Không có biểu quyết này trong hội nghị."))


def is_electronic(vote: Vote) -> bool:
    """Return whether its ballots are cast in the system."""
    return vote.kind in ELECTRONIC_KINDS


def is_sealed(vote: Vote) -> bool:
    """Return whether its ballots are sealed until the close."""
    return vote.is_secret and is_electronic(vote)


def options_of(session: Session, vote_id: int) -> list[VoteOption]:
    """Return the options of a vote, in order."""
    return options_of_votes(session, [vote_id]).get(vote_id, [])


def options_of_votes(
    session: Session, vote_ids: list[int]
) -> dict[int, list[VoteOption]]:
    """Return the options of each vote, in order."""
    found: dict[int, list[VoteOption]] = {}
    wanted = select(VoteOption).where(VoteOption.vote_id.in_(vote_ids))
    for option in session.scalars(wanted.order_by(VoteOption.ordinal, VoteOption.id)):
        found.setdefault(option.vote_id, []).append(option)
    return found


def levels_of(vote: Vote) -> tuple[str, ...]:
    """Return the levels of a confidence vote, highest first."""
    return msgspec.json.decode(vote.levels, type=tuple[str, ...])


def rule_of(vote: Vote) -> PassingRule:
    """Return when the vote passes."""
    return msgspec.json.decode(vote.rule, type=PassingRule)


def result_of_vote(vote: Vote) -> VoteResult | None:
    """Return the stored result; None: not counted."""
    return msgspec.json.decode(vote.result, type=VoteResult) if vote.result else None


def terms_of(vote: Vote, options: list[VoteOption]) -> BallotTerms:
    """Return what may be marked on the vote's ballots."""
    return BallotTerms(
        BallotForm(vote.form),
        tuple(option.id for option in options),
        vote.max_choices,
        levels_of(vote),
    )


def count_cast(session: Session, vote: Vote) -> int:
    """Return how many ballots the vote has received."""
    if vote.state != VoteState.OPEN and (vote.cast or vote.result):
        return vote.cast
    table = SealedBallot if is_sealed(vote) else NamedBallot
    wanted = select(func.count()).select_from(table).where(table.vote_id == vote.id)
    return session.execute(wanted).scalar_one()


def votes_of(session: Session, meeting_id: int, *, all_states: bool) -> list[Vote]:
    """Return the votes of a meeting, oldest first; by default only public ones."""
    wanted = select(Vote).where(Vote.meeting_id == meeting_id)
    if not all_states:
        wanted = wanted.where(Vote.state.in_(PUBLIC_STATES))
    return list(session.scalars(wanted.order_by(Vote.id)))


def open_electronic_vote(session: Session, meeting_id: int) -> Vote | None:
    """Return the electronic vote that takes ballots now, if any."""
    wanted = select(Vote).where(
        Vote.meeting_id == meeting_id,
        Vote.state == VoteState.OPEN,
        Vote.kind.in_(ELECTRONIC_KINDS),
    )
    return session.scalars(wanted.limit(1)).first()


def check_no_open_vote(session: Session, meeting_id: int) -> None:
    """Check that no vote is open, electronic or not.

    :raises Conflict: one is, so the meeting cannot be closed yet.
    """
    wanted = select(Vote).where(
        Vote.meeting_id == meeting_id, Vote.state == VoteState.OPEN
    )
    vote = session.scalars(wanted.limit(1)).first()
    if vote is not None:
        raise Conflict(
            N_("Biểu quyết “{title}” đang mở. Xin kết thúc trước khi bế mạc."),
            code="vote_open",
            title=vote.title,
        )


def vote_json(
    vote: Vote, options: list[VoteOption], *, is_manager: bool, cast: int | None
) -> dict[str, Any]:
    """Return a vote as screens get it, with its result if they may see it."""
    shows_result = vote.state == VoteState.ANNOUNCED or (
        is_manager and vote.state in COUNTED_STATES
    )
    result = result_of_vote(vote) if shows_result else None
    fields = {
        "id": vote.id,
        "title": vote.title,
        "question": vote.question,
        "kind": vote.kind,
        "form": vote.form,
        "is_secret": vote.is_secret,
        "is_rehearsal": vote.is_rehearsal,
        "state": vote.state,
        "max_choices": vote.max_choices,
        "levels": list(levels_of(vote)),
        "options": [
            {"id": one.id, "label": one.label, "note": one.note} for one in options
        ],
        "item_id": vote.item_id,
        "document_id": vote.document_id,
        "document_title": vote.document_title,
        "document_version": vote.document_version,
        "document_sha": vote.document_sha256,
        "public_key": vote.public_key,
        "until_close": vote.until_close,
        "has_receipt": vote.has_receipt,
        "voter_rule": vote.voter_rule,
        "rule": msgspec.to_builtins(rule_of(vote)),
        "opened_at": iso_moment(vote.opened_at),
        "closed_at": iso_moment(vote.closed_at),
        "announced_at": iso_moment(vote.announced_at),
        "eligible": vote.eligible,
        "cast": cast,
        "sealed_by_server": vote.sealed_by_server,
        "share_count": vote.share_count,
        "share_threshold": vote.share_threshold,
        "result": result_json(result) if result else None,
        "revision": vote.revision,
        "previous_id": vote.previous_id,
    }
    if is_manager:
        fields |= {"changed_by": vote.changed_by, "cancel_reason": vote.cancel_reason}
    return fields


def result_json(result: VoteResult) -> dict[str, Any]:
    """Return a result for the snapshot: without the long lists by site and unit."""
    fields: dict[str, Any] = msgspec.to_builtins(result)
    return fields | {"by_site": [], "by_unit": []}
