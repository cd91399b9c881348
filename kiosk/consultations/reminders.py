"""Notify those who are asked: the only place that knows of notices."""

from collections.abc import Callable
from enum import StrEnum

from kiosk.consultations.links import LINK_PAGE
from kiosk.consultations.models import Consultation, ConsultationRecipient
from kiosk.notices.actions import queue_notice
from kiosk.notices.models import MemberContact
from kiosk.notices.rules import Notice, Recipient
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import clock_time, short_date


class NoticeReason(StrEnum):
    """Why somebody is notified."""

    # The names of the templates.
    ASKED = "consultation"
    REMINDED = "consultation_reminder"


def queue_consultation_notice(
    work: UnitOfWork,
    consultation: Consultation,
    recipient: ConsultationRecipient,
    reason: NoticeReason,
    *,
    link: Callable[[], str],
) -> None:
    """Queue a notice for one who is asked.

    In the app it leads to the page of those who are signed in; an e-mail has a
    personal link, made by `link` only if there is an address.
    """
    contact = (
        work.session.get(MemberContact, recipient.member_id)
        if recipient.member_id is not None
        else None
    )
    signed_in = f"/m/{consultation.meeting_id}/consultations/{consultation.id}/answer"
    address = f"{LINK_PAGE}#{link()}" if contact else signed_in
    deadline = (
        f"{clock_time(consultation.deadline)}, {short_date(consultation.deadline)}"
    )
    queue_notice(
        work,
        Notice(
            kind=reason,
            recipient=Recipient(
                recipient.name,
                email=contact.email if contact else None,
                member_id=recipient.member_id,
            ),
            language=contact.language if contact else "",
            parameters={"title": consultation.title, "deadline": deadline},
            refers_to=f"consultation:{consultation.id}",
            link=address,
            meeting_id=consultation.meeting_id,
        ),
    )
