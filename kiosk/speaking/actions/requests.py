"""Ask for the floor, for oneself or somebody else; withdraw; attach the text."""

import datetime as dt

from sqlalchemy import func, select

from kiosk.checkins.queries.scope import permitted_site
from kiosk.documents.queries import readable_document
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState, check_not_closed
from kiosk.roles import Permission, Role, may
from kiosk.speaking import rules
from kiosk.speaking.actions.changes import (
    announced,
    append_to_queue,
    changed_meanwhile,
    find_request,
    record_change,
    request_not_found,
    set_order,
    set_state,
)
from kiosk.speaking.models import FloorRequest
from kiosk.speaking.queries.requests import (
    next_ids,
    other_open_request,
    queue_of,
    settings_of,
)
from kiosk.speaking.rules import (
    HAS_FLOOR,
    OPEN_STATES,
    RequestState,
    SpeechKind,
)
from kiosk.storage.unit_of_work import UnitOfWork


def ask_for_floor(
    work: UnitOfWork,
    *,
    actor: Actor,
    kind: SpeechKind,
    topic: str = "",
    document_id: int | None = None,
    member_id: int | None = None,
) -> FloorRequest:
    """Enter a request to speak; `member_id`: for somebody else.

    :raises Forbidden: the actor may not ask, or not for others.
    :raises NotFound: there is no such member or document, as far as the actor sees.
    :raises Conflict: there is an open one of this kind, or the list is closed.
    :raises Invalid: the topic is too long, or there were too many requests.
    :raises TooManyAttempts: the member has asked too often within a minute.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    check_not_closed(MeetingState(meeting.state))
    member = _speaker(work, actor, member_id)
    topic = rules.checked_topic(topic)
    rules.check_may_ask(
        kind,
        is_list_open=settings_of(work.session, actor.meeting_id).list_open,
        is_manager=actor.may(Permission.MANAGE_FLOOR),
        has_open=other_open_request(work.session, member.id, kind) is not None,
    )
    if not actor.may(Permission.MANAGE_FLOOR):
        _check_count(work, member)
    _check_document(work, member, document_id)
    request = FloorRequest(
        meeting_id=actor.meeting_id,
        member_id=member.id,
        kind=kind,
        topic=topic,
        document_id=document_id,
        asked_at=work.now,
        asked_by="" if member.id == actor.member_id else actor.name,
        changed_by=actor.name,
        changed_at=work.now,
    )
    with announced(work, request):
        _put_into_queue(work, request)
    return request


def _put_into_queue(work: UnitOfWork, request: FloorRequest) -> None:
    kind = SpeechKind(request.kind)
    if kind != SpeechKind.POINT_OF_ORDER:
        append_to_queue(work, request)
        work.session.add(request)
        work.session.flush()
        return
    queue = queue_of(work.session, request.meeting_id)
    work.session.add(request)
    work.session.flush()
    order = rules.queue_with(queue, request.id, kind)
    set_order(work, request.meeting_id, order)


def withdraw_request(work: UnitOfWork, *, actor: Actor, request_id: int) -> None:
    """Withdraw a request: the own one, one of the own site, or any as a manager.

    :raises NotFound: there is none that the actor may withdraw.
    :raises Conflict: the person is speaking, or has spoken.
    """
    request = _changeable(work, actor, request_id)
    if request.state == RequestState.WITHDRAWN:
        return
    if request.state not in rules.IN_QUEUE:
        raise changed_meanwhile(work, request)
    with announced(work, request):
        set_state(work, actor, request, RequestState.WITHDRAWN)


def attach_document(
    work: UnitOfWork, *, actor: Actor, request_id: int, document_id: int | None
) -> None:
    """Attach the text of a speech; None detaches it.

    :raises NotFound: no such request, or the speaker may not read the document.
    :raises Conflict: the speech is over.
    """
    request = _changeable(work, actor, request_id)
    if request.state not in OPEN_STATES:
        raise changed_meanwhile(work, request)
    member = work.session.get_one(Member, request.member_id)
    _check_document(work, member, document_id)
    if request.document_id == document_id:
        return
    request.document_id = document_id
    work.session.flush()
    is_shown = request.state in HAS_FLOOR or request.id in next_ids(
        work.session, request.meeting_id
    )
    record_change(work, request, to_all=is_shown)


def _speaker(work: UnitOfWork, actor: Actor, member_id: int | None) -> Member:
    """Return who is to speak."""
    if member_id is None or member_id == actor.member_id:
        if actor.member_id is None or not actor.may(Permission.ASK_FLOOR):
            raise Forbidden(
                N_("Chỉ đại biểu mới đăng ký phát biểu được. Khách mời chỉ dự nghe.")
            )
        return work.session.get_one(Member, actor.member_id)
    if not actor.may(Permission.ASK_FLOOR_FOR_SITE):
        raise Forbidden(N_("Đồng chí chỉ đăng ký phát biểu cho mình được."))
    member = work.session.get(Member, member_id)
    if (
        member is None
        or member.meeting_id != actor.meeting_id
        or not may(Role(member.role), Permission.ASK_FLOOR)
        or permitted_site(work.session, actor) not in {None, member.site_id}
    ):
        raise NotFound(
            N_("Không có đại biểu này trong danh sách. Xin chọn lại."), code="no_member"
        )
    return member


def _check_count(work: UnitOfWork, member: Member) -> None:
    of_member = select(func.count()).where(FloorRequest.member_id == member.id)
    since = work.now - dt.timedelta(seconds=rules.RATE_SECONDS)
    recent = of_member.where(FloorRequest.asked_at > since)
    rules.check_request_count(
        work.session.execute(of_member).scalar_one(),
        work.session.execute(recent).scalar_one(),
    )


def _check_document(work: UnitOfWork, member: Member, document_id: int | None) -> None:
    """Check that the speaker may read the text of the speech."""
    if document_id is None:
        return
    speaker = Actor(
        member.meeting_id, Role(member.role), member.full_name, 0, member.id
    )
    readable_document(work.session, speaker, document_id)


def _changeable(work: UnitOfWork, actor: Actor, request_id: int) -> FloorRequest:
    """Return a request that the actor entered, might have entered, or manages."""
    request = find_request(work, actor, request_id)
    if actor.may(Permission.MANAGE_FLOOR) or request.member_id == actor.member_id:
        return request
    if actor.may(Permission.ASK_FLOOR_FOR_SITE):
        site_id = work.session.get_one(Member, request.member_id).site_id
        if permitted_site(work.session, actor) == site_id:
            return request
    raise request_not_found()
