"""Add, change and remove consultations before they are sent."""

from sqlalchemy import delete, func, select

from kiosk.consultations.actions.finding import get_consultation
from kiosk.consultations.events import ConsultationChanged
from kiosk.consultations.models import (
    Consultation,
    ConsultationDocument,
    ConsultationRecipient,
)
from kiosk.consultations.queries import details_of
from kiosk.consultations.rules import (
    ASKED_ROLES,
    ConsultationDetails,
    ConsultationState,
    check_room,
    normalised,
)
from kiosk.documents.models import Document
from kiosk.errors import N_, ChangedMeanwhile, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def add_consultation(
    work: UnitOfWork, *, actor: Actor, details: ConsultationDetails
) -> Consultation:
    """Add a draft.

    :raises Invalid: the details are not allowed.
    :raises NotFound: somebody asked, or a document, is not in the meeting.
    :raises Conflict: there are too many.
    """
    details = normalised(details)
    of_meeting = Consultation.meeting_id == actor.meeting_id
    counted = select(func.count()).select_from(Consultation).where(of_meeting)
    check_room(work.session.scalar(counted) or 0)
    added = Consultation(
        meeting_id=actor.meeting_id,
        title=details.title,
        question=details.question,
        deadline=details.deadline,
        remind_hours=details.remind_hours,
        changed_by=actor.name,
        changed_at=work.now,
    )
    work.session.add(added)
    work.session.flush()
    _write_lists(work, actor, added, details)
    work.record(
        ConsultationChanged(meeting_id=actor.meeting_id, consultation_id=added.id)
    )
    return added


def change_consultation(
    work: UnitOfWork,
    *,
    actor: Actor,
    consultation_id: int,
    revision: int,
    details: ConsultationDetails,
) -> int:
    """Replace a draft and return its new revision.

    :raises NotFound: there is none, or somebody asked or a document is not there.
    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises Invalid: the details are not allowed.
    :raises Conflict: it was sent.
    """
    stored = _draft(work, actor, consultation_id)
    details = normalised(details)
    before = details_of(work.session, stored)
    if details == before:
        return stored.revision
    if stored.revision != revision:
        raise ChangedMeanwhile(
            theirs={"title": before.title, "question": before.question},
            changed_by=stored.changed_by,
            changed_at=stored.changed_at,
            revision=stored.revision,
        )
    stored.title, stored.question = details.title, details.question
    stored.deadline, stored.remind_hours = details.deadline, details.remind_hours
    stored.revision += 1
    stored.changed_by, stored.changed_at = actor.name, work.now
    _write_lists(work, actor, stored, details)
    work.record(
        ConsultationChanged(meeting_id=actor.meeting_id, consultation_id=stored.id)
    )
    return stored.revision


def remove_consultation(
    work: UnitOfWork, *, actor: Actor, consultation_id: int
) -> None:
    """Remove a draft.

    :raises NotFound: there is none.
    :raises Conflict: it was sent.
    """
    work.session.delete(_draft(work, actor, consultation_id))
    work.record(
        ConsultationChanged(
            meeting_id=actor.meeting_id, consultation_id=consultation_id
        )
    )


def _draft(work: UnitOfWork, actor: Actor, consultation_id: int) -> Consultation:
    stored = get_consultation(work, actor, consultation_id)
    if stored.state != ConsultationState.DRAFT:
        raise Conflict(
            N_("Phiếu lấy ý kiến đã gửi nên không sửa, không xoá được nữa."),
            code="sent",
        )
    return stored


def _write_lists(
    work: UnitOfWork,
    actor: Actor,
    stored: Consultation,
    details: ConsultationDetails,
) -> None:
    members = _members(work, actor, details.members)
    _check_documents(work, actor, details.documents)
    for table in (ConsultationRecipient, ConsultationDocument):
        work.session.execute(delete(table).where(table.consultation_id == stored.id))
    work.session.add_all(
        ConsultationRecipient(
            consultation_id=stored.id,
            member_id=member.id,
            ordinal=ordinal,
            name=member.full_name,
            position=member.position,
            unit=member.unit,
        )
        for ordinal, member in enumerate(members)
    )
    work.session.add_all(
        ConsultationDocument(
            consultation_id=stored.id, document_id=document_id, ordinal=ordinal
        )
        for ordinal, document_id in enumerate(details.documents)
    )
    work.session.flush()


def _members(work: UnitOfWork, actor: Actor, ids: tuple[int, ...]) -> list[Member]:
    """Return the members in the order of names.

    :raises NotFound: one is not in the meeting.
    :raises Invalid: one is a guest, or staff of the hall.
    """
    found = work.session.scalars(
        select(Member)
        .where(Member.meeting_id == actor.meeting_id, Member.id.in_(ids))
        .order_by(Member.sort_key, Member.id)
    ).all()
    if len(found) < len(ids):
        raise NotFound(
            N_("Có người không còn trong danh sách hội nghị. Xin chọn lại."),
            code="no_member",
        )
    if any(member.role not in ASKED_ROLES for member in found):
        raise Invalid(
            N_("Chỉ lấy ý kiến của đại biểu, không của khách mời dự thính."),
            code="not_asked",
        )
    return list(found)


def _check_documents(work: UnitOfWork, actor: Actor, ids: tuple[int, ...]) -> None:
    known = work.session.scalar(
        select(func.count())
        .select_from(Document)
        .where(Document.meeting_id == actor.meeting_id, Document.id.in_(ids))
    )
    if known != len(ids):
        raise NotFound(
            N_("Có tài liệu không còn trong hội nghị. Xin chọn lại."),
            code="no_document",
        )
