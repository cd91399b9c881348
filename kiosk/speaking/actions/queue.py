"""Order the queue: move, skip, recall; open and close the list."""

from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.speaking.actions.changes import (
    announced,
    append_to_queue,
    changed_meanwhile,
    find_request,
    name_of,
    record_change,
    set_order,
    set_state,
)
from kiosk.speaking.events import FloorChanged
from kiosk.speaking.models import FloorRequest
from kiosk.speaking.queries.requests import (
    other_open_request,
    queue_of,
    settings_of,
)
from kiosk.speaking.rules import IN_QUEUE, RequestState, moved
from kiosk.storage.unit_of_work import UnitOfWork


def move_request(
    work: UnitOfWork, *, actor: Actor, request_id: int, after: int | None
) -> None:
    """Move a request behind its new neighbour (None: to the head of the queue).

    :raises NotFound: there is no such request.
    :raises Conflict: it, or the neighbour, is not in the queue any more.
    """
    request = find_request(work, actor, request_id)
    if request.state not in IN_QUEUE:
        raise changed_meanwhile(work, request)
    before = [one for one, _ in queue_of(work.session, actor.meeting_id)]
    order = moved(before, request_id, after)
    if order == before:
        return
    set_order(work, actor.meeting_id, order)
    # The places of the others have changed too, and they look at them.
    record_change(work, request, to_all=True)


def skip_request(work: UnitOfWork, *, actor: Actor, request_id: int) -> None:
    """Pass somebody over, who stays in the queue and can be recalled.

    :raises NotFound: there is no such request.
    :raises Conflict: it does not wait any more.
    """
    request = find_request(work, actor, request_id)
    if request.state == RequestState.SKIPPED:
        return
    if request.state != RequestState.WAITING:
        raise changed_meanwhile(work, request)
    with announced(work, request):
        set_state(work, actor, request, RequestState.SKIPPED)


def recall_request(work: UnitOfWork, *, actor: Actor, request_id: int) -> None:
    """Let somebody who was skipped wait again, or who has spoken be called again.

    :raises NotFound: there is no such request.
    :raises Conflict: the person has the floor, has withdrawn, or has asked again since.
    """
    request = find_request(work, actor, request_id)
    if request.state == RequestState.WAITING:
        return
    if request.state not in {RequestState.SKIPPED, RequestState.DONE}:
        raise changed_meanwhile(work, request)
    _check_not_closed(work, actor)
    if request.state == RequestState.DONE:
        _check_has_not_asked_again(work, request)
    with announced(work, request):
        if request.state == RequestState.DONE:
            append_to_queue(work, request)
        set_state(work, actor, request, RequestState.WAITING)


def _check_has_not_asked_again(work: UnitOfWork, request: FloorRequest) -> None:
    """Check that a recall leaves no second open request of the same kind."""
    found = other_open_request(
        work.session, request.member_id, request.kind, besides=request.id
    )
    if found is not None:
        raise Conflict(
            N_(
                "Đồng chí {name} đã có một đăng ký khác đang mở."
                " Xin mời theo đăng ký đó."
            ),
            code="already_asked",
            name=name_of(work, request),
        )


def set_list(work: UnitOfWork, *, actor: Actor, is_open: bool) -> None:
    """Open or close the list of those who ask; who is in it stays.

    :raises Conflict: the meeting is closed.
    """
    _check_not_closed(work, actor)
    settings = settings_of(work.session, actor.meeting_id)
    if settings.list_open == is_open:
        return
    settings.list_open = is_open
    work.session.add(settings)
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def _check_not_closed(work: UnitOfWork, actor: Actor) -> None:
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
