"""Query what somebody is asked, by badge, account or personal link."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.clock import iso_moment
from kiosk.consultations.models import (
    Consultation,
    ConsultationRecipient,
)
from kiosk.consultations.queries.lists import documents_of
from kiosk.consultations.rules import (
    ConsultationState,
    is_answerable,
)
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting


def own_consultations(
    session: Session, member_id: int
) -> list[tuple[Consultation, ConsultationRecipient]]:
    """Return what a member is asked, what was sent last first."""
    rows = session.execute(
        select(Consultation, ConsultationRecipient)
        .join(
            ConsultationRecipient,
            ConsultationRecipient.consultation_id == Consultation.id,
        )
        .where(
            ConsultationRecipient.member_id == member_id,
            Consultation.state != ConsultationState.DRAFT,
        )
        .order_by(Consultation.opened_at.desc(), Consultation.id.desc())
    )
    return [(consultation, recipient) for consultation, recipient in rows]


def own_recipient(
    session: Session, actor: Actor, consultation_id: int
) -> tuple[Consultation, ConsultationRecipient]:
    """Return a consultation that was sent to the actor.

    :raises NotFound: there is none, or the actor is not asked.
    """
    row = session.execute(
        select(Consultation, ConsultationRecipient)
        .join(
            ConsultationRecipient,
            ConsultationRecipient.consultation_id == Consultation.id,
        )
        .where(
            Consultation.id == consultation_id,
            Consultation.meeting_id == actor.meeting_id,
            Consultation.state != ConsultationState.DRAFT,
            ConsultationRecipient.member_id == (actor.member_id or 0),
        )
    ).first()
    if row is None:
        raise NotFound(
            N_("Không có phiếu lấy ý kiến này, hoặc đồng chí không được hỏi."),
            code="not_asked",
        )
    return row[0], row[1]


def recipient_of_link(
    session: Session, link_hash: str
) -> tuple[Consultation, ConsultationRecipient]:
    """Return whose link it is.

    :raises NotFound: it is not valid any more.
    """
    row = session.execute(
        select(Consultation, ConsultationRecipient)
        .join(
            ConsultationRecipient,
            ConsultationRecipient.consultation_id == Consultation.id,
        )
        .where(
            ConsultationRecipient.link_hash == link_hash,
            Consultation.state == ConsultationState.OPEN,
        )
    ).first()
    if row is None:
        raise NotFound(
            N_(
                "Đường dẫn này không còn dùng được. Xin mở đường dẫn mới nhất, hoặc"
                " liên hệ thư ký."
            ),
            code="no_link",
        )
    return row[0], row[1]


def answer_sheet(
    session: Session,
    consultation: Consultation,
    recipient: ConsultationRecipient,
    now: dt.datetime,
) -> dict[str, Any]:
    """Return what the answering page shows to one who is asked."""
    meeting = session.get_one(Meeting, consultation.meeting_id)
    state = ConsultationState(consultation.state)
    return {
        "body": meeting.body_name,
        "title": consultation.title,
        "question": consultation.question,
        "deadline": iso_moment(consultation.deadline),
        "name": recipient.name,
        "is_open": is_answerable(state, consultation.deadline, now),
        "answer": recipient.answer,
        "text": recipient.text,
        "answered_at": iso_moment(recipient.answered_at),
        "revision": recipient.revision,
        "documents": [
            {"id": one.id, "title": one.title, "file_name": one.file_name}
            for one in documents_of(session, consultation.id)
        ],
    }
