"""Give the floor, end, interrupt for a point of order and return; log the speeches."""

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.errors import N_, Conflict, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.pagesync.queries import live_page
from kiosk.sites.models import Site
from kiosk.speaking.actions.changes import (
    changed_meanwhile,
    check_is_open,
    find_request,
    name_of,
    set_state,
)
from kiosk.speaking.actions.speech_text import show_text
from kiosk.speaking.events import FloorChanged
from kiosk.speaking.models import FloorRequest, Speech
from kiosk.speaking.queries.requests import (
    minutes_of,
    request_in_state,
    settings_of,
)
from kiosk.speaking.rules import HAS_FLOOR, IN_QUEUE, RequestState, SpeechKind
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.timers.actions import start_timer, stop_timer_of
from kiosk.timers.queries import last_timer
from kiosk.timers.rules import TimerKind, TimerStart


def give_floor(
    work: UnitOfWork, *, actor: Actor, request_id: int, instead_of: int | None
) -> None:
    """Give somebody the floor; the one who has it has spoken.

    :param instead_of: the request that the presser saw speaking.
    :raises NotFound: there is no such request.
    :raises Conflict: somebody else has got the floor in the meantime, the person does
        not wait any more, or the meeting is not in progress.
    """
    request = find_request(work, actor, request_id)
    if request.state == RequestState.SPEAKING:
        return
    check_is_open(work, actor)
    speaking = _with_floor(work, actor, RequestState.SPEAKING)
    if speaking is not None and speaking.id != instead_of:
        raise changed_meanwhile(work, speaking)
    interrupted = _with_floor(work, actor, RequestState.INTERRUPTED)
    if interrupted is not None:
        raise Conflict(
            N_(
                "Đồng chí {name} đang tạm nhường lời."
                " Xin mời nói tiếp hoặc kết thúc lượt đó trước."
            ),
            code="interrupted",
            name=name_of(work, interrupted),
        )
    if request.state not in IN_QUEUE:
        raise changed_meanwhile(work, request)
    if speaking is not None:
        finish_speech(work, actor, speaking)
    begin_speech(work, actor, request)
    show_text(work, actor=actor, request=request, speech=_speech_of(work, request))
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def end_speech(work: UnitOfWork, *, actor: Actor, request_id: int) -> None:
    """End the speech of somebody who has the floor, or gave way.

    :raises NotFound: there is no such request.
    :raises Conflict: the person does not have the floor.
    """
    request = find_request(work, actor, request_id)
    if request.state == RequestState.DONE:
        return
    if request.state not in HAS_FLOOR:
        raise changed_meanwhile(work, request)
    finish_speech(work, actor, request)
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def interrupt_speech(
    work: UnitOfWork, *, actor: Actor, request_id: int, instead_of: int | None = None
) -> None:
    """Let the speaker give way to a point of order.

    :param instead_of: the request that the presser saw speaking; None: not said.
    :raises NotFound: there is no such request.
    :raises Invalid: it is no point of order.
    :raises Conflict: nobody speaks, or others than the presser saw.
    """
    request = find_request(work, actor, request_id)
    if request.state == RequestState.SPEAKING:
        return
    if request.kind != SpeechKind.POINT_OF_ORDER:
        raise Invalid(
            N_("Chỉ ý kiến về thủ tục mới được xen ngang. Xin chờ hết lượt đang nói."),
            code="no_point_of_order",
        )
    check_is_open(work, actor)
    speaking = _interruptible(work, actor, instead_of)
    if request.state not in IN_QUEUE:
        raise changed_meanwhile(work, request)
    _keep_elapsed(work, actor, speaking)
    set_state(work, actor, speaking, RequestState.INTERRUPTED)
    begin_speech(work, actor, request)
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def _interruptible(
    work: UnitOfWork, actor: Actor, instead_of: int | None
) -> FloorRequest:
    """Return who speaks and may be interrupted."""
    interrupted = _with_floor(work, actor, RequestState.INTERRUPTED)
    if interrupted is not None:
        raise changed_meanwhile(work, interrupted)
    speaking = _with_floor(work, actor, RequestState.SPEAKING)
    if speaking is None:
        raise Conflict(
            N_("Hiện không có ai phát biểu. Xin mời người này phát biểu luôn."),
            code="nobody_speaks",
        )
    if instead_of not in {None, speaking.id}:
        raise changed_meanwhile(work, speaking)
    return speaking


def return_floor(
    work: UnitOfWork, *, actor: Actor, request_id: int | None = None
) -> None:
    """Let the one who gave way speak on; their clock goes on where it stood.

    :param request_id: the request that gave way, as the presser saw; None: not said.
    :raises Conflict: nobody has given way, or somebody else.
    """
    interrupted = _with_floor(work, actor, RequestState.INTERRUPTED)
    if request_id is not None:
        seen = find_request(work, actor, request_id)
        if seen.state == RequestState.SPEAKING:
            return
        if interrupted is None or seen.id != interrupted.id:
            raise changed_meanwhile(work, seen)
    if interrupted is None:
        raise Conflict(
            N_("Không có ai đang tạm nhường lời. Xin xem lại màn hình."),
            code="nobody_interrupted",
        )
    check_is_open(work, actor)
    speaking = _with_floor(work, actor, RequestState.SPEAKING)
    if speaking is not None:
        finish_speech(work, actor, speaking)
    speech = _speech_of(work, interrupted)
    set_state(work, actor, interrupted, RequestState.SPEAKING)
    start_timer(
        work,
        actor=actor,
        kind=TimerKind.SPEAKER,
        ref_id=interrupted.id,
        start=TimerStart(speech.limit_seconds, speech.elapsed_ms),
    )
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def end_open_speeches(work: UnitOfWork, *, actor: Actor) -> None:
    """End the speeches of a meeting that is being closed."""
    for state in (RequestState.SPEAKING, RequestState.INTERRUPTED):
        request = _with_floor(work, actor, state)
        if request is not None:
            finish_speech(work, actor, request)
            work.record(FloorChanged(meeting_id=actor.meeting_id))


def begin_speech(work: UnitOfWork, actor: Actor, request: FloorRequest) -> None:
    """Let a speech begin: its state, its row in the log, its timer."""
    minutes = minutes_of(settings_of(work.session, actor.meeting_id))
    limit_seconds = minutes[SpeechKind(request.kind)] * 60
    set_state(work, actor, request, RequestState.SPEAKING)
    member = work.session.get_one(Member, request.member_id)
    site = work.session.get(Site, member.site_id) if member.site_id else None
    item_id = live_page(work.session, actor.meeting_id).item_id
    item = work.session.get(AgendaItem, item_id) if item_id else None
    work.session.add(
        Speech(
            meeting_id=actor.meeting_id,
            request_id=request.id,
            member_id=member.id,
            name=member.full_name,
            position=member.position,
            unit=member.unit,
            site=site.name if site else "",
            kind=request.kind,
            topic=request.topic,
            item_id=item_id,
            item_title=item.title if item else "",
            started_at=work.now,
            limit_seconds=limit_seconds,
        )
    )
    work.session.flush()
    start_timer(
        work,
        actor=actor,
        kind=TimerKind.SPEAKER,
        ref_id=request.id,
        start=TimerStart(limit_seconds),
    )


def finish_speech(work: UnitOfWork, actor: Actor, request: FloorRequest) -> None:
    """End a speech: its timer, its row in the log, its state."""
    if request.state == RequestState.SPEAKING:
        _keep_elapsed(work, actor, request)
    _speech_of(work, request).ended_at = work.now
    set_state(work, actor, request, RequestState.DONE)


def _keep_elapsed(work: UnitOfWork, actor: Actor, request: FloorRequest) -> None:
    """Stop the speaker's timer, and keep how far it is with the speech."""
    stop_timer_of(work, actor=actor, kind=TimerKind.SPEAKER)
    # The chair may have stopped it earlier.
    kind = TimerKind.SPEAKER
    timer = last_timer(work.session, actor.meeting_id, kind, request.id)
    speech = _speech_of(work, request)
    if timer is not None:
        speech.elapsed_ms, speech.limit_seconds = timer.elapsed_ms, timer.limit_seconds
    work.session.flush()


def _speech_of(work: UnitOfWork, request: FloorRequest) -> Speech:
    """Return the row of the speech that is being held."""
    held = select(Speech).where(
        Speech.request_id == request.id, Speech.ended_at.is_(None)
    )
    return work.session.scalars(held).one()


def _with_floor(
    work: UnitOfWork, actor: Actor, state: RequestState
) -> FloorRequest | None:
    return request_in_state(work.session, actor.meeting_id, state)
