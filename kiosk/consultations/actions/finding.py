"""Find a consultation or a recipient for an action."""

from sqlalchemy import select

from kiosk.consultations.models import Consultation, ConsultationRecipient
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def get_consultation(
    work: UnitOfWork, actor: Actor, consultation_id: int
) -> Consultation:
    """Return the consultation.

    :raises NotFound: the meeting has no such one.
    """
    stored = work.session.get(Consultation, consultation_id)
    if stored is None or stored.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có phiếu lấy ý kiến này."), code="no_consultation")
    return stored


def get_recipient(
    work: UnitOfWork, consultation: Consultation, recipient_id: int
) -> ConsultationRecipient:
    """Return one of those who are asked.

    :raises NotFound: there is no such one.
    """
    stored = work.session.get(ConsultationRecipient, recipient_id)
    if stored is None or stored.consultation_id != consultation.id:
        raise NotFound(
            N_("Người này không được lấy ý kiến trong phiếu."), code="no_recipient"
        )
    return stored


def recipients_in_order(
    work: UnitOfWork, consultation_id: int
) -> list[ConsultationRecipient]:
    """Return all who are asked, in the order of their names."""
    return list(
        work.session.scalars(
            select(ConsultationRecipient)
            .where(ConsultationRecipient.consultation_id == consultation_id)
            .order_by(ConsultationRecipient.ordinal, ConsultationRecipient.id)
        )
    )
