"""Announce results and cancel votes."""

import msgspec
from msgspec.structs import replace

from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.actions.closing import erase_ballots
from kiosk.voting.actions.drafts import check_meeting_lasts
from kiosk.voting.events import VoteAnnounced, VoteCancelled
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import (
    count_cast,
    get_vote,
    is_electronic,
    result_of_vote,
)
from kiosk.voting.rules.forms import ActForm
from kiosk.voting.rules.kinds import BallotForm, VoteState
from kiosk.voting.rules.states import check_next


def announce_vote(
    work: UnitOfWork, *, actor: Actor, vote_id: int, form: ActForm
) -> Vote:
    """Show the result to everybody; repeatable.

    :raises Conflict: it is not counted, somebody was faster, or the rule leaves a tie
        to the chair and `form.passed` does not say which side prevails.
    """
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    if vote.state == VoteState.ANNOUNCED:
        return vote
    now = VoteState(vote.state)
    check_next(now, VoteState.ANNOUNCED, who=vote.changed_by, seen=form.state)
    _decide(vote, form.passed)
    vote.state = VoteState.ANNOUNCED
    vote.announced_at, vote.announced_by = work.now, actor.name
    _touch(work, actor, vote)
    work.record(VoteAnnounced(meeting_id=vote.meeting_id, vote_id=vote.id))
    return vote


def _decide(vote: Vote, passed: bool | None) -> None:  # noqa: FBT001 as the chair states
    result = result_of_vote(vote)
    if result is None:
        raise Conflict(
            N_("Chưa có kết quả kiểm phiếu nên chưa công bố được."), code="no_result"
        )
    if vote.form != BallotForm.ONE or result.passed is not None:
        return
    if passed is None:
        raise Conflict(
            N_("Hai bên ngang phiếu: xin chủ toạ cho biết bên nào được chọn."),
            code="tie",
        )
    decided = replace(result, passed=passed, by_chair=True)
    vote.result = msgspec.json.encode(decided).decode()


def cancel_vote(work: UnitOfWork, *, actor: Actor, vote_id: int, form: ActForm) -> Vote:
    """Cancel a vote, without a result and without its ballots; repeatable.

    :raises Conflict: it was announced, somebody was faster, or the meeting is closed.
    """
    check_meeting_lasts(work, actor)
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    if vote.state == VoteState.CANCELLED:
        return vote
    now = VoteState(vote.state)
    check_next(now, VoteState.CANCELLED, who=vote.changed_by, seen=form.state)
    if is_electronic(vote) and now != VoteState.DRAFT:
        vote.cast = count_cast(work.session, vote)
        erase_ballots(work, vote)
    vote.state, vote.cancel_reason, vote.result = VoteState.CANCELLED, form.reason, ""
    _touch(work, actor, vote)
    work.record(VoteCancelled(meeting_id=vote.meeting_id, vote_id=vote.id))
    return vote


def _touch(work: UnitOfWork, actor: Actor, vote: Vote) -> None:
    vote.revision += 1
    vote.changed_by, vote.changed_at = actor.name, work.now
