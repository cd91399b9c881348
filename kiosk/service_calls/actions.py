"""Make, cancel, take and finish service calls."""

import datetime as dt

from sqlalchemy import select

from kiosk.checkins.queries.scope import permitted_site
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.service_calls.events import ServiceCallChanged
from kiosk.service_calls.models import ServiceCall
from kiosk.service_calls.rules import (
    CALL_SECONDS,
    WAITING_STATES,
    CallKind,
    CallState,
    check_rate,
    check_takeable,
    check_waiting,
)
from kiosk.storage.unit_of_work import UnitOfWork


def make_call(work: UnitOfWork, *, actor: Actor, kind: CallKind) -> int:
    """Call for service from the actor's seat; return the call's id.

    A call of the same kind that still waits is returned again.

    :raises Forbidden: the actor is no member of this meeting.
    :raises TooManyAttempts: they have called too often.
    :raises Conflict: the meeting is closed.
    """
    session = work.session
    caller = session.get(Member, actor.member_id) if actor.member_id else None
    if caller is None:
        raise Forbidden(N_("Chỉ người dự hội nghị mới gọi được phục vụ."))
    check_not_closed(MeetingState(session.get_one(Meeting, actor.meeting_id).state))
    of_caller = select(ServiceCall).where(ServiceCall.member_id == caller.id)
    known = session.scalars(
        of_caller.where(
            ServiceCall.kind == kind, ServiceCall.state.in_(WAITING_STATES)
        ).limit(1)
    ).one_or_none()
    if known is not None:
        return known.id
    since = work.now - dt.timedelta(seconds=CALL_SECONDS)
    recent = session.scalars(of_caller.where(ServiceCall.made_at > since))
    check_rate([call.made_at for call in recent], work.now)
    call = ServiceCall(
        meeting_id=actor.meeting_id,
        member_id=caller.id,
        caller=caller.full_name,
        seat=caller.seat,
        site_id=caller.site_id,
        kind=kind,
        made_at=work.now,
    )
    session.add(call)
    session.flush()
    _record(work, call)
    return call.id


def cancel_call(work: UnitOfWork, *, actor: Actor, call_id: int) -> None:
    """Cancel one's own call; idempotent.

    :raises NotFound: the actor has made no such call.
    :raises Conflict: it was answered already.
    """
    call = _get_call(work, actor, call_id)
    if call.member_id != actor.member_id:
        raise _no_call_error()
    if call.state == CallState.CANCELLED:
        return
    check_waiting(CallState(call.state))
    _end(work, call, actor, CallState.CANCELLED)


def take_call(work: UnitOfWork, *, actor: Actor, call_id: int) -> int:
    """Note that the actor is on the way; return the caller's member id. Idempotent.

    :raises NotFound: there is no such call that the actor may see.
    :raises Conflict: another has taken it, or it is over.
    """
    call = _get_permitted_call(work, actor, call_id)
    is_theirs = call.taken_sign_in == actor.sign_in_id
    if call.state == CallState.TAKEN and is_theirs:
        return call.member_id
    check_takeable(CallState(call.state), call.taken_by)
    call.state, call.taken_at = CallState.TAKEN, work.now
    call.taken_by, call.taken_sign_in = actor.name, actor.sign_in_id
    _record(work, call)
    return call.member_id


def finish_call(work: UnitOfWork, *, actor: Actor, call_id: int) -> int:
    """Note that a call was answered; return the caller's member id. Idempotent.

    :raises NotFound: there is no such call that the actor may see.
    :raises Conflict: the caller has cancelled it.
    """
    call = _get_permitted_call(work, actor, call_id)
    if call.state != CallState.DONE:
        check_waiting(CallState(call.state))
        _end(work, call, actor, CallState.DONE)
    return call.member_id


def _get_call(work: UnitOfWork, actor: Actor, call_id: int) -> ServiceCall:
    call = work.session.get(ServiceCall, call_id)
    if call is None or call.meeting_id != actor.meeting_id:
        raise _no_call_error()
    return call


def _get_permitted_call(work: UnitOfWork, actor: Actor, call_id: int) -> ServiceCall:
    """Return a call that the actor may answer: of their site, or of any."""
    call = _get_call(work, actor, call_id)
    site_id = permitted_site(work.session, actor)
    if site_id is not None and call.site_id != site_id:
        raise _no_call_error()
    return call


def _no_call_error() -> NotFound:
    return NotFound(N_("Không có yêu cầu phục vụ này. Xin tải lại trang."))


def _end(work: UnitOfWork, call: ServiceCall, actor: Actor, state: CallState) -> None:
    call.state, call.ended_at, call.ended_by = state, work.now, actor.name
    _record(work, call)


def _record(work: UnitOfWork, call: ServiceCall) -> None:
    work.record(ServiceCallChanged(meeting_id=call.meeting_id, call_id=call.id))
