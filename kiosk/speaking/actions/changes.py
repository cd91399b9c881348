"""Load, change and announce requests to speak; shared by the actions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select, update

from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.speaking.events import FloorChanged, FloorRequested
from kiosk.speaking.models import FloorRequest
from kiosk.speaking.queries.requests import next_ids
from kiosk.speaking.rules import IN_QUEUE, RequestState
from kiosk.storage.unit_of_work import UnitOfWork


def find_request(work: UnitOfWork, actor: Actor, request_id: int) -> FloorRequest:
    """Return a request of the actor's meeting.

    :raises NotFound: there is no such request.
    """
    request = work.session.get(FloorRequest, request_id)
    if request is None or request.meeting_id != actor.meeting_id:
        raise request_not_found()
    return request


def request_not_found() -> NotFound:
    """Return the error for a request that is not there, or not the actor's to see."""
    return NotFound(N_("Không có đăng ký phát biểu này. Xin tải lại trang."))


def set_state(
    work: UnitOfWork, actor: Actor, request: FloorRequest, state: RequestState
) -> None:
    """Change a request's state, and note who did."""
    request.state = state
    request.changed_by, request.changed_at = actor.name, work.now
    work.session.flush()


def set_order(work: UnitOfWork, meeting_id: int, ids: list[int]) -> None:
    """Store the order of the queue; rows that keep their place are not written."""
    rows = work.session.execute(
        select(FloorRequest.id, FloorRequest.ordinal).where(
            FloorRequest.meeting_id == meeting_id, FloorRequest.state.in_(IN_QUEUE)
        )
    )
    before = dict(rows.all())
    moved = [
        {"id": request_id, "ordinal": ordinal}
        for ordinal, request_id in enumerate(ids, 1)
        if before.get(request_id) != ordinal
    ]
    if moved:
        work.session.execute(update(FloorRequest), moved)


def append_to_queue(work: UnitOfWork, request: FloorRequest) -> None:
    """Put a request at the end of the queue."""
    last = select(func.max(FloorRequest.ordinal)).where(
        FloorRequest.meeting_id == request.meeting_id,
        FloorRequest.state.in_(IN_QUEUE),
    )
    request.ordinal = (work.session.execute(last).scalar_one() or 0) + 1


def check_is_open(work: UnitOfWork, actor: Actor) -> None:
    """Check that the meeting is in progress.

    :raises Conflict: it is not.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    if meeting.state != MeetingState.OPEN:
        raise Conflict(
            N_("Hội nghị chưa khai mạc hoặc đang tạm nghỉ, nên chưa mời phát biểu."),
            code="wrong_state",
        )


def name_of(work: UnitOfWork, request: FloorRequest) -> str:
    """Return the name of who asked."""
    return work.session.get_one(Member, request.member_id).full_name


def changed_meanwhile(work: UnitOfWork, request: FloorRequest) -> Conflict:
    """Return the error that says who has just done what with a request."""
    said = {
        RequestState.SPEAKING: N_(
            "Đồng chí {actor} vừa mời đồng chí {name} phát biểu."
        ),
        RequestState.INTERRUPTED: N_("Đồng chí {name} đang tạm nhường lời."),
        RequestState.SKIPPED: N_(
            "Đồng chí {actor} vừa bỏ qua lượt của đồng chí {name}."
        ),
        RequestState.DONE: N_("Đồng chí {name} vừa phát biểu xong."),
        RequestState.WITHDRAWN: N_("Đồng chí {name} vừa rút đăng ký phát biểu."),
        RequestState.WAITING: N_("Đồng chí {name} đang chờ đến lượt."),
    }
    return Conflict(
        said[RequestState(request.state)],
        code="changed_meanwhile",
        actor=request.changed_by,
        name=name_of(work, request),
    )


@contextmanager
def announced(work: UnitOfWork, request: FloorRequest) -> Iterator[None]:
    """Record after a change of the queue who needs to know.

    Everybody if those shown as next are others now; else those who manage the floor.
    """
    meeting_id = request.meeting_id
    before = next_ids(work.session, meeting_id)
    yield
    work.session.flush()
    after = next_ids(work.session, meeting_id)
    record_change(work, request, to_all=after != before)


def record_change(work: UnitOfWork, request: FloorRequest, *, to_all: bool) -> None:
    """Record that the floor has changed for all, or for those who manage it."""
    meeting_id = request.meeting_id
    if to_all:
        work.record(FloorChanged(meeting_id=meeting_id))
    else:
        work.record(FloorRequested(meeting_id=meeting_id, request_id=request.id))
