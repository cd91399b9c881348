"""Tell units of an issued document: by e-mail and in their notices."""

from kiosk.issued_documents.document_types import TYPE_LABELS, IssuedType, number_text
from kiosk.issued_documents.models import IssuedDelivery, IssuedDocument
from kiosk.issued_documents.rules import NoticeKind
from kiosk.notices.actions import queue_notice
from kiosk.notices.rules import Notice, Recipient
from kiosk.official_papers.urgency import URGENCY_LABELS, Urgency
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.links import LINK_PATH, make_link
from kiosk.units.models import Unit
from kiosk.units.rules import LinkPurpose

INBOX_PATH = "/inbox"


def notify_unit(
    work: UnitOfWork,
    key: bytes,
    *,
    kind: NoticeKind,
    document: IssuedDocument,
    delivery: IssuedDelivery,
) -> None:
    """Queue a notice to the unit of a delivery, with its personal link.

    A closed unit, or one that is gone, is notified nothing.

    :param key: of the server.
    """
    unit = work.session.get(Unit, delivery.unit_id) if delivery.unit_id else None
    if unit is None or unit.is_closed:
        return
    token = make_link(
        work,
        key,
        unit.id,
        LinkPurpose.ISSUED_DOCUMENT,
        go=f"{INBOX_PATH}/{delivery.id}",
    )
    urgency = Urgency(document.urgency)
    notice = Notice(
        kind=kind,
        recipient=Recipient(unit.name, email=unit.email or None, unit_id=unit.id),
        parameters={
            "type": TYPE_LABELS[IssuedType(document.type)],
            "number": number_text(document.family, document.number, document.symbol),
            "day": document.date.isoformat(),
            "summary": document.summary,
            "signer": document.signer,
            "urgency": "" if urgency is Urgency.NORMAL else URGENCY_LABELS[urgency],
            "reason": document.reason,
        },
        refers_to=f"issued_document:{document.id}",
        link=f"{LINK_PATH}#{token}",
    )
    queue_notice(work, notice)
