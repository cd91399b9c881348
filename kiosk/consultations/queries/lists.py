"""Query consultations: lists, documents, and who has answered."""

import datetime as dt

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.consultations.models import (
    Consultation,
    ConsultationDocument,
    ConsultationRecipient,
)
from kiosk.consultations.rules import (
    ASKED_ROLES,
    AnswerWay,
    ConsultationAnswer,
    ConsultationDetails,
    ConsultationState,
    NamedReply,
    is_answerable,
)
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE, is_over
from kiosk.errors import N_, Invalid, NotFound
from kiosk.meetings.models import Member

# Members listed to choose from.
MOST_LISTED = 1000


class ConsultationLine(msgspec.Struct, frozen=True):
    """A consultation in a list."""

    id: int
    title: str
    state: ConsultationState
    deadline: dt.datetime
    asked: int
    answered: int
    is_answerable: bool


class AskedMember(msgspec.Struct, frozen=True):
    """A member who can be asked."""

    id: int
    name: str
    unit: str
    role: str


def find_consultation(
    session: Session, meeting_id: int, consultation_id: int
) -> Consultation:
    """Return the consultation.

    :raises NotFound: the meeting has no such one.
    """
    stored = session.get(Consultation, consultation_id)
    if stored is None or stored.meeting_id != meeting_id:
        raise NotFound(N_("Không có phiếu lấy ý kiến này."), code="no_consultation")
    return stored


def consultation_lines(
    session: Session, meeting_id: int, now: dt.datetime
) -> list[ConsultationLine]:
    """Return the meeting's consultations, the newest first."""
    rows = session.execute(
        select(
            Consultation,
            func.count(ConsultationRecipient.id),
            func.count(ConsultationRecipient.answered_at),
        )
        .outerjoin(
            ConsultationRecipient,
            ConsultationRecipient.consultation_id == Consultation.id,
        )
        .where(Consultation.meeting_id == meeting_id)
        .group_by(Consultation.id)
        .order_by(Consultation.id.desc())
    )
    return [
        ConsultationLine(
            each.id,
            each.title,
            ConsultationState(each.state),
            each.deadline,
            asked,
            answered,
            is_answerable(ConsultationState(each.state), each.deadline, now),
        )
        for each, asked, answered in rows
    ]


def recipients_of(
    session: Session, consultation_id: int
) -> list[ConsultationRecipient]:
    """Return all who are asked, in the order of their names."""
    return list(
        session.scalars(
            select(ConsultationRecipient)
            .where(ConsultationRecipient.consultation_id == consultation_id)
            .order_by(ConsultationRecipient.ordinal, ConsultationRecipient.id)
        )
    )


def reply_of(recipient: ConsultationRecipient) -> NamedReply:
    """Return what one has answered."""
    return NamedReply(
        recipient.name,
        recipient.position,
        recipient.unit,
        ConsultationAnswer(recipient.answer),
        recipient.text,
        recipient.answered_at,
        AnswerWay(recipient.way),
    )


def documents_of(session: Session, consultation_id: int) -> list[Document]:
    """Return the documents that go with a consultation, in their order."""
    return list(
        session.scalars(
            select(Document)
            .join(ConsultationDocument, ConsultationDocument.document_id == Document.id)
            .where(ConsultationDocument.consultation_id == consultation_id)
            .order_by(ConsultationDocument.ordinal, Document.id)
        )
    )


def check_can_be_sent(document: Document, now: dt.datetime) -> None:
    """Check that a document may be given to those who are asked.

    :raises Invalid: it is not published, is over, or may only be read in the hall.
    """
    is_published = document.publication in READABLE
    is_given = document.is_kept and not document.is_marked
    if not is_published or is_over(document.readable_until, now) or not is_given:
        raise Invalid(
            N_(
                "Tài liệu “{title}” chưa phát hành, đã thu hồi hoặc chỉ để đọc tại hội"
                " nghị, nên chưa gửi kèm được."
            ),
            code="not_sendable",
            title=document.title,
        )


def sent_document(
    session: Session, consultation: Consultation, document_id: int, now: dt.datetime
) -> Document:
    """Return a document for one who is asked.

    :raises NotFound: it does not go with the consultation.
    :raises Invalid: it was withdrawn meanwhile.
    """
    attached = session.get(ConsultationDocument, (consultation.id, document_id))
    if attached is None:
        raise NotFound(N_("Không có tài liệu này."), code="no_document")
    document = session.get_one(Document, document_id)
    check_can_be_sent(document, now)
    return document


def details_of(session: Session, stored: Consultation) -> ConsultationDetails:
    """Return what was entered; members in the order of their names."""
    members = (one.member_id for one in recipients_of(session, stored.id))
    return ConsultationDetails(
        title=stored.title,
        question=stored.question,
        deadline=stored.deadline,
        remind_hours=stored.remind_hours,
        members=tuple(one for one in members if one is not None),
        documents=tuple(one.id for one in documents_of(session, stored.id)),
    )


def askable_members(session: Session, meeting_id: int) -> list[AskedMember]:
    """Return the members who can be asked, in the order of their names."""
    rows = session.execute(
        select(Member.id, Member.full_name, Member.unit, Member.role)
        .where(Member.meeting_id == meeting_id, Member.role.in_(ASKED_ROLES))
        .order_by(Member.sort_key, Member.id)
        .limit(MOST_LISTED)
    )
    return [AskedMember(*row) for row in rows]


def attachable_documents(session: Session, meeting_id: int) -> list[Document]:
    """Return the documents of the meeting that can go with a consultation."""
    of_meeting = select(Document).where(Document.meeting_id == meeting_id)
    return list(session.scalars(of_meeting.order_by(Document.ordinal, Document.id)))
