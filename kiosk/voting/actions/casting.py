"""Cast ballots: one for each voter, kept before the answer.

Nothing of a ballot is journalled or logged, and no time is kept with it.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kiosk.errors import N_, Conflict, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.models import NamedBallot, SealedBallot, Vote, Voter
from kiosk.voting.queries.votes import (
    is_electronic,
    is_sealed,
    options_of,
    terms_of,
    visible_vote,
)
from kiosk.voting.rules.ballots import canonical, check_choices
from kiosk.voting.rules.forms import CastForm, Choices, OnBehalfForm
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.states import already_cast, check_takes_ballots, not_on_roll
from kiosk.voting.sealing import read_sealed, seal


@dataclass(frozen=True)
class CastReceipt:
    """A kept ballot; the browser could not seal it, so the server did."""

    is_sealed_by_server: bool = False


def cast_ballot(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: CastForm
) -> CastReceipt:
    """Keep the actor's ballot; the same one sent again changes nothing.

    :raises NotFound: the actor may know of no such vote.
    :raises Forbidden: the actor is not on its roll.
    :raises Conflict: the vote is over, or the actor has cast another ballot.
    :raises Invalid: it is no valid ballot.
    """
    vote = _takes_ballots(work, actor, vote_id)
    if actor.member_id is None or not _is_voter(work.session, vote, actor.member_id):
        raise not_on_roll()
    if is_sealed(vote):
        return _keep_sealed(work.session, vote, actor.member_id, form)
    if form.choices is None:
        raise _unreadable()
    text = checked_text(work.session, vote, form.choices)
    _keep_named(work.session, vote, actor.member_id, text)
    return CastReceipt()


def cast_on_behalf(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: OnBehalfForm
) -> None:
    """Enter the ballot of an open vote for a voter without a device, marked so.

    :raises Forbidden: that person is not on the roll.
    :raises Conflict: the vote is secret or over, or they have cast a ballot.
    :raises Invalid: it is no valid ballot, or was not confirmed twice.
    """
    vote = _takes_ballots(work, actor, vote_id)
    if is_sealed(vote):
        raise Conflict(
            N_("Phiếu kín không ai ghi hộ được. Xin dùng phiếu giấy."),
            code="secret_on_behalf",
        )
    if not form.confirmed:
        raise Invalid(N_("Xin xác nhận lần thứ hai."), code="not_confirmed")
    if not _is_voter(work.session, vote, form.member_id):
        raise not_on_roll()
    text = checked_text(work.session, vote, form.choices)
    _keep_named(work.session, vote, form.member_id, text, entered_by=actor.name)


def _takes_ballots(work: UnitOfWork, actor: Actor, vote_id: int) -> Vote:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    vote = visible_vote(work.session, actor, vote_id)
    if not is_electronic(vote):
        raise Conflict(
            N_("Biểu quyết này không bỏ phiếu trên máy."), code="not_electronic"
        )
    check_takes_ballots(VoteState(vote.state))
    return vote


def _is_voter(session: Session, vote: Vote, member_id: int) -> bool:
    return session.get(Voter, (vote.id, member_id)) is not None


def checked_text(session: Session, vote: Vote, choices: Choices) -> str:
    """Return valid choices as they are kept.

    :raises Invalid: they are not valid.
    """
    check_choices(terms_of(vote, options_of(session, vote.id)), choices)
    return canonical(choices)


def _keep_named(
    session: Session, vote: Vote, member_id: int, text: str, *, entered_by: str = ""
) -> None:
    known = session.get(NamedBallot, (vote.id, member_id))
    if known is None:
        session.add(
            NamedBallot(
                vote_id=vote.id,
                member_id=member_id,
                choices=text,
                entered_by=entered_by,
            )
        )
        return
    if known.choices == text:
        return
    # The secretary changes nobody's own ballot.
    if not vote.until_close or (entered_by and not known.entered_by):
        raise already_cast()
    known.choices, known.entered_by = text, entered_by


def _keep_sealed(
    session: Session, vote: Vote, member_id: int, form: CastForm
) -> CastReceipt:
    by_server = form.sealed is None
    known = session.get(SealedBallot, (vote.id, member_id))
    if known is not None and _is_repeated(known, form):
        return CastReceipt(known.is_sealed_by_server)
    if known is not None and not vote.until_close:
        raise already_cast()
    sealed = _sealed(session, vote, form)
    if known is None:
        known = SealedBallot(vote_id=vote.id, member_id=member_id)
        session.add(known)
    known.sealed, known.retry_key = sealed, form.key
    known.is_sealed_by_server = by_server
    return CastReceipt(by_server)


def _is_repeated(known: SealedBallot, form: CastForm) -> bool:
    if form.key and form.key == known.retry_key:
        return True
    return form.sealed is not None and read_sealed(form.sealed) == known.sealed


def _sealed(session: Session, vote: Vote, form: CastForm) -> bytes:
    if form.sealed is not None:
        return read_sealed(form.sealed)
    if form.choices is None:
        raise _unreadable()
    checked_text(session, vote, form.choices)
    return seal(vote.public_key, vote.id, form.choices)


def _unreadable() -> Invalid:
    return Invalid(
        N_("Máy chủ không hiểu phiếu này. Xin mở lại phiếu."), code="no_choices"
    )
