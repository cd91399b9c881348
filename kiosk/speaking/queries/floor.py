"""The state of the floor as screens receive it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.queries import readable_documents
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Permission, Role, may
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorQuestion, Speech
from kiosk.speaking.queries.requests import (
    RequestLine,
    count_waiting,
    open_question,
    request_lines,
    settings_of,
)
from kiosk.speaking.queries.statistics import (
    Spoken,
    budgets_of,
    spoken_by,
    used_by_unit,
)
from kiosk.speaking.rules import (
    HAS_FLOOR,
    IN_QUEUE,
    NEXT_SHOWN,
    QUEUE_SHOWN,
    RequestState,
)

Json = dict[str, Any]


def floor_json(session: Session, meeting_id: int, role: Role) -> Json:
    """Return the floor for a role; the whole queue for those who manage it."""
    is_manager = may(role, Permission.MANAGE_FLOOR)
    holders = request_lines(session, meeting_id, HAS_FLOOR)
    following = request_lines(
        session, meeting_id, {RequestState.WAITING}, limit=NEXT_SHOWN
    )
    readable = _readable(session, meeting_id, role, [*holders, *following])
    by_state = {line.request.state: speaker_json(line, readable) for line in holders}
    floor = {
        "list_open": settings_of(session, meeting_id).list_open,
        "speaking": by_state.get(RequestState.SPEAKING),
        "interrupted": by_state.get(RequestState.INTERRUPTED),
        "next": [speaker_json(line, readable) for line in following],
        "waiting": count_waiting(session, meeting_id),
        "question": _question(session, meeting_id),
    }
    if is_manager:
        floor["queue"] = _queue(session, meeting_id)
        floor["budgets"] = _budgets(session, meeting_id)
        floor["page_before"] = _page_before(session, meeting_id)
    return floor


def _page_before(session: Session, meeting_id: int) -> Json | None:
    """Return what was shown before the text of the newest speech, if it was shown."""
    newest = session.scalars(
        select(Speech)
        .where(Speech.meeting_id == meeting_id)
        .order_by(Speech.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is None or newest.back_document_id is None:
        return None
    return {
        "text": newest.text_document_id,
        "document_id": newest.back_document_id,
        "page": newest.back_page,
    }


def speaker_json(line: RequestLine, readable: set[int] | None = None) -> Json:
    """Return who speaks about what; `readable`: documents that may be named."""
    request, document_id = line.request, line.request.document_id
    is_hidden = readable is not None and document_id not in readable
    return {
        "request_id": request.id,
        **person_json(line.member, line.site),
        "kind": request.kind,
        "topic": request.topic,
        "document_id": None if is_hidden else document_id,
    }


def person_json(member: Member, site: str) -> Json:
    """Return a member as everybody in the meeting may see them."""
    return {
        "member_id": member.id,
        "name": member.full_name,
        "position": member.position,
        "unit": member.unit,
        "seat": member.seat,
        "site": site,
    }


def with_places(lines: Iterable[RequestLine]) -> list[Json]:
    """Return requests with their state; places count those who wait, from 1."""
    rows, place = [], 0
    for line in lines:
        is_waiting = line.request.state == RequestState.WAITING
        place += is_waiting
        rows.append(
            speaker_json(line)
            | {
                "state": line.request.state,
                "asked_at": line.request.asked_at.isoformat(),
                "asked_by": line.request.asked_by,
                "place": place if is_waiting else None,
            }
        )
    return rows


def _readable(
    session: Session, meeting_id: int, role: Role, lines: list[RequestLine]
) -> set[int] | None:
    """Return which texts of these speeches a role may read; None: all."""
    if may(role, Permission.READ_DRAFTS):
        return None
    wanted = {line.request.document_id for line in lines} - {None}
    reader = Actor(meeting_id, role, "", sign_in_id=0)
    return set(readable_documents(session, reader, filter(None, wanted)))


def _queue(session: Session, meeting_id: int) -> list[Json]:
    lines = request_lines(session, meeting_id, IN_QUEUE, limit=QUEUE_SHOWN)
    spoken = spoken_by(session, meeting_id, {line.member.id for line in lines})
    rows = with_places(lines)
    for row in rows:
        of_member = spoken.get(row["member_id"], Spoken())
        row["times_spoken"] = of_member.times
        row["seconds_spoken"] = of_member.seconds
    return rows


def _budgets(session: Session, meeting_id: int) -> Json:
    budgets = budgets_of(session, meeting_id)
    used = used_by_unit(session, meeting_id) if budgets else {}
    return {
        unit: {"seconds": seconds, "used_seconds": used.get(unit, 0)}
        for unit, seconds in sorted(budgets.items())
    }


def _question(session: Session, meeting_id: int) -> Json | None:
    question = open_question(session, meeting_id)
    if question is None:
        return None
    people = _people(session, question)
    return {
        "id": question.id,
        "topic": question.topic,
        "asker": people[question.asker_id],
        "respondent": people[question.respondent_id],
        "stage": question.stage,
    }


def _people(session: Session, question: FloorQuestion) -> dict[int, Json]:
    rows = session.execute(
        select(Member, Site.name)
        .outerjoin(Site, Site.id == Member.site_id)
        .where(Member.id.in_({question.asker_id, question.respondent_id}))
    )
    return {member.id: person_json(member, site or "") for member, site in rows}
