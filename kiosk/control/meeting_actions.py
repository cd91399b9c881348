"""Do for control devices what the chair's screen does with floor, timers and votes.

A device says what it wants, not what it saw: it acts on what is there now.
"""

from kiosk.agenda.models import AgendaItem
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.pagesync.queries import live_page
from kiosk.speaking.actions.floor import end_speech, give_floor
from kiosk.speaking.queries.requests import next_ids, request_in_state
from kiosk.speaking.rules import RequestState
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.timers.actions import (
    extend_timer,
    pause_timer,
    resume_timer,
    start_timer,
)
from kiosk.timers.queries import present_timer
from kiosk.timers.rules import TimerKind, TimerStart
from kiosk.voting.actions.announcing import announce_vote
from kiosk.voting.queries.votes import votes_of
from kiosk.voting.rules.forms import ActForm
from kiosk.voting.rules.kinds import VoteState


def give_next(work: UnitOfWork, *, actor: Actor) -> None:
    """Give the floor to the first in the queue.

    :raises Conflict: nobody waits, or the meeting is not in progress.
    """
    speaking = request_in_state(work.session, actor.meeting_id, RequestState.SPEAKING)
    waiting = next_ids(work.session, actor.meeting_id)
    if not waiting:
        raise Conflict(N_("Không còn ai chờ phát biểu."), code="nobody_waits")
    give_floor(
        work,
        actor=actor,
        request_id=waiting[0],
        instead_of=speaking.id if speaking else None,
    )


def end_floor(work: UnitOfWork, *, actor: Actor) -> None:
    """End the speech of the one who has the floor.

    :raises Conflict: nobody has it.
    """
    speaking = request_in_state(work.session, actor.meeting_id, RequestState.SPEAKING)
    if speaking is None:
        raise Conflict(N_("Hiện không có ai phát biểu."), code="nobody_speaks")
    end_speech(work, actor=actor, request_id=speaking.id)


def start_clock(work: UnitOfWork, *, actor: Actor, kind: TimerKind) -> None:
    """Let the timer run on; without one start that of the current item.

    :raises Conflict: there is none to start: a speaker's begins with the floor.
    """
    timer = present_timer(work.session, actor.meeting_id, kind)
    if timer is not None:
        resume_timer(work, actor=actor, timer_id=timer.id)
        return
    item_id = live_page(work.session, actor.meeting_id).item_id
    item = work.session.get(AgendaItem, item_id) if item_id else None
    if kind != TimerKind.ITEM or item is None:
        raise _no_timer()
    start_timer(
        work,
        actor=actor,
        kind=kind,
        ref_id=item.id,
        start=TimerStart(item.planned_minutes * 60),
    )


def pause_clock(work: UnitOfWork, *, actor: Actor, kind: TimerKind) -> None:
    """Pause the timer.

    :raises Conflict: there is none.
    """
    pause_timer(work, actor=actor, timer_id=_timer_id(work, actor, kind))


def resume_clock(work: UnitOfWork, *, actor: Actor, kind: TimerKind) -> None:
    """Let the paused timer run on.

    :raises Conflict: there is none.
    """
    resume_timer(work, actor=actor, timer_id=_timer_id(work, actor, kind))


def extend_clock(
    work: UnitOfWork, *, actor: Actor, kind: TimerKind, seconds: int
) -> None:
    """Give the timer more seconds.

    :raises Conflict: there is none.
    :raises Invalid: the seconds are out of bounds.
    """
    timer_id = _timer_id(work, actor, kind)
    extend_timer(work, actor=actor, timer_id=timer_id, seconds=seconds)


def announce_result(work: UnitOfWork, *, actor: Actor, vote_id: int | None) -> None:
    """Show a result to everybody; None: that of the vote that was closed last.

    :raises Conflict: no vote waits for it, or it is not counted.
    :raises NotFound: there is no such vote.
    """
    if vote_id is None:
        votes = votes_of(work.session, actor.meeting_id, all_states=True)
        closed = [vote.id for vote in votes if vote.state == VoteState.CLOSED]
        if not closed:
            raise Conflict(
                N_("Không có cuộc biểu quyết nào chờ công bố."), code="no_result"
            )
        vote_id = max(closed)
    announce_vote(work, actor=actor, vote_id=vote_id, form=ActForm())


def _timer_id(work: UnitOfWork, actor: Actor, kind: TimerKind) -> int:
    timer = present_timer(work.session, actor.meeting_id, kind)
    if timer is None:
        raise _no_timer()
    return timer.id


def _no_timer() -> Conflict:
    return Conflict(N_("Chưa có đồng hồ nào chạy."), code="no_timer")
