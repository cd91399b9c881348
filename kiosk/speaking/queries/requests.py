"""Query requests to speak, and the settings of the floor."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.checkins.queries.scope import permitted_site, site_condition
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import PERMISSIONS, Permission
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorQuestion, FloorRequest, FloorSettings
from kiosk.speaking.rules import (
    IN_QUEUE,
    NEXT_SHOWN,
    OPEN_STATES,
    QUEUE_SHOWN,
    QuestionStage,
    RequestState,
    SpeechKind,
    checked_minutes,
)
from kiosk.vietnamese import fold

# Names suggested while typing.
PEOPLE_SUGGESTED = 20


@dataclass(frozen=True)
class RequestLine:
    """A request, who speaks, and the name of their site."""

    request: FloorRequest
    member: Member
    site: str


def request_lines(
    session: Session,
    meeting_id: int,
    states: Collection[RequestState],
    *,
    site_id: int | None = None,
    member_id: int | None = None,
    limit: int | None = None,
) -> list[RequestLine]:
    """Return requests in these states, in the order of the queue."""
    wanted = (
        select(FloorRequest, Member, Site.name)
        .join(Member, Member.id == FloorRequest.member_id)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(
            FloorRequest.meeting_id == meeting_id,
            FloorRequest.state.in_(states),
            site_condition(site_id),
        )
        .order_by(FloorRequest.ordinal, FloorRequest.id)
        .limit(limit)
    )
    if member_id is not None:
        wanted = wanted.where(FloorRequest.member_id == member_id)
    rows = session.execute(wanted)
    return [RequestLine(request, member, site or "") for request, member, site in rows]


def request_in_state(
    session: Session, meeting_id: int, state: RequestState
) -> FloorRequest | None:
    """Return the request that has the floor, or gave way; at most one is so."""
    wanted = select(FloorRequest).where(
        FloorRequest.meeting_id == meeting_id, FloorRequest.state == state
    )
    return session.scalars(wanted.order_by(FloorRequest.id).limit(1)).one_or_none()


def queue_of(session: Session, meeting_id: int) -> list[tuple[int, SpeechKind]]:
    """Return ids and kinds of those who wait or were skipped, in order."""
    rows = session.execute(
        select(FloorRequest.id, FloorRequest.kind)
        .where(FloorRequest.meeting_id == meeting_id, FloorRequest.state.in_(IN_QUEUE))
        .order_by(FloorRequest.ordinal, FloorRequest.id)
    )
    return [(request_id, SpeechKind(kind)) for request_id, kind in rows]


def other_open_request(
    session: Session, member_id: int, kind: str, besides: int = 0
) -> int | None:
    """Return an open request of a member and kind, other than the one named."""
    wanted = select(FloorRequest.id).where(
        FloorRequest.member_id == member_id,
        FloorRequest.kind == kind,
        FloorRequest.state.in_(OPEN_STATES),
        FloorRequest.id != besides,
    )
    return session.scalars(wanted.limit(1)).first()


def next_ids(session: Session, meeting_id: int) -> list[int]:
    """Return the requests that everybody is shown as next."""
    wanted = (
        select(FloorRequest.id)
        .where(
            FloorRequest.meeting_id == meeting_id,
            FloorRequest.state == RequestState.WAITING,
        )
        .order_by(FloorRequest.ordinal, FloorRequest.id)
        .limit(NEXT_SHOWN)
    )
    return list(session.scalars(wanted))


def count_waiting(
    session: Session, meeting_id: int, before: FloorRequest | None = None
) -> int:
    """Return how many wait; `before`: in front of this request."""
    wanted = select(func.count()).where(
        FloorRequest.meeting_id == meeting_id,
        FloorRequest.state == RequestState.WAITING,
    )
    if before is not None:
        is_before = (FloorRequest.ordinal < before.ordinal) | (
            (FloorRequest.ordinal == before.ordinal) & (FloorRequest.id < before.id)
        )
        wanted = wanted.where(is_before)
    return session.execute(wanted).scalar_one()


def settings_of(session: Session, meeting_id: int) -> FloorSettings:
    """Return the settings of the floor, an unsaved default if never set."""
    return session.get(FloorSettings, meeting_id) or FloorSettings(
        meeting_id=meeting_id, list_open=True, minutes="{}", shows_texts=True
    )


def minutes_of(settings: FloorSettings) -> dict[SpeechKind, int]:
    """Return the minutes of a speech by kind; 0: no limit."""
    stored = msgspec.json.decode(settings.minutes, type=dict[SpeechKind, int])
    return checked_minutes(stored)


def open_question(session: Session, meeting_id: int) -> FloorQuestion | None:
    """Return the question that is not closed."""
    wanted = select(FloorQuestion).where(
        FloorQuestion.meeting_id == meeting_id,
        FloorQuestion.stage != QuestionStage.CLOSED,
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def own_requests(session: Session, actor: Actor) -> dict[str, Any]:
    """Return the actor's open requests and their places in the queue."""
    lines = []
    if actor.member_id is not None:
        lines = request_lines(
            session, actor.meeting_id, OPEN_STATES, member_id=actor.member_id
        )
    requests = [
        {
            "id": line.request.id,
            "kind": line.request.kind,
            "topic": line.request.topic,
            "document_id": line.request.document_id,
            "state": line.request.state,
            "place": place_of(session, line.request),
        }
        for line in lines
    ]
    return {
        "request": requests[0] if requests else None,
        "requests": requests,
        "list_open": settings_of(session, actor.meeting_id).list_open,
    }


def place_of(session: Session, request: FloorRequest) -> int | None:
    """Return the place among those who wait, from 1; None: it does not wait."""
    if request.state != RequestState.WAITING:
        return None
    return count_waiting(session, request.meeting_id, request) + 1


def requests_for(session: Session, actor: Actor) -> list[RequestLine]:
    """Return the requests to an actor who asks for others: the queue, then those over.

    Of each the first, or the newest, 200; an operator sees those of the own site only.
    """
    site_id = permitted_site(session, actor)
    present = request_lines(
        session, actor.meeting_id, OPEN_STATES, site_id=site_id, limit=QUEUE_SHOWN
    )
    over = request_lines(
        session, actor.meeting_id, {RequestState.DONE}, site_id=site_id
    )
    over.sort(key=lambda line: line.request.changed_at)
    return [*present, *over[-QUEUE_SHOWN:]]


def find_speakers(session: Session, actor: Actor, words: str) -> list[RequestLine]:
    """Return some members who may speak and whose names contain `words`.

    An operator finds those of the own site only. The lines have no stored request.
    """
    pattern = fold(words.strip()).replace("%", "").replace("_", "")
    rows = session.execute(
        select(Member, Site.name)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(
            Member.meeting_id == actor.meeting_id,
            Member.role.in_(PERMISSIONS[Permission.ASK_FLOOR]),
            Member.folded_name.contains(pattern, autoescape=True),
            site_condition(permitted_site(session, actor)),
        )
        .order_by(Member.sort_key, Member.id)
        .limit(PEOPLE_SUGGESTED)
    )
    return [RequestLine(FloorRequest(), member, site or "") for member, site in rows]


def own_site_name(session: Session, actor: Actor) -> str | None:
    """Return the name of the only site an actor asks for; None: all of them."""
    site = session.get(Site, permitted_site(session, actor) or 0)
    return site.name if site else None
