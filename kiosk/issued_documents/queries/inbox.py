"""Query what a unit has received, and who has opened a document."""

import datetime as dt
from itertools import groupby

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.issued_documents.models import IssuedDelivery, IssuedDocument
from kiosk.issued_documents.queries.register import shown_number
from kiosk.issued_documents.rules import (
    MOST_OWN_REMINDERS,
    REMINDER_INTERVAL,
    SHORTEST_REMINDER_WAIT,
    IssuedState,
)
from kiosk.vietnamese import collation_key

# The newest of a unit; older ones are found by the office.
MOST_IN_INBOX = 200
# Units of a document named one by one in the book.
MOST_NAMED = 5
_SENT = (IssuedState.ISSUED, IssuedState.RECALLED)


class ReceivedDocument(msgspec.Struct, frozen=True):
    """An issued document as the unit sees it; a recalled one has no file."""

    id: int
    type: str
    number: str
    date: dt.date
    summary: str
    signer: str
    urgency: str
    sent_at: dt.datetime
    opened_at: dt.datetime | None
    is_recalled: bool
    reason: str
    file_sha256: str
    file_pages: int


class DeliveryLine(msgspec.Struct, frozen=True):
    """A unit that a document was sent to, for the office."""

    unit_name: str
    sent_at: dt.datetime
    opened_at: dt.datetime | None
    opened_by: str
    reminders: int
    reminded_at: dt.datetime | None


def _received(delivery: IssuedDelivery, document: IssuedDocument) -> ReceivedDocument:
    is_recalled = document.state == IssuedState.RECALLED
    return ReceivedDocument(
        id=delivery.id,
        type=document.type,
        number=shown_number(document),
        date=document.date,
        summary=document.summary,
        signer=document.signer,
        urgency=document.urgency,
        sent_at=delivery.sent_at,
        opened_at=delivery.opened_at,
        is_recalled=is_recalled,
        reason=document.reason if is_recalled else "",
        file_sha256="" if is_recalled else document.file_sha256,
        file_pages=document.file_pages,
    )


def inbox(session: Session, unit_id: int) -> list[ReceivedDocument]:
    """Return what was sent to a unit, the newest first."""
    rows = session.execute(
        select(IssuedDelivery, IssuedDocument)
        .join(IssuedDocument, IssuedDelivery.issued_id == IssuedDocument.id)
        .where(IssuedDelivery.unit_id == unit_id, IssuedDocument.state.in_(_SENT))
        .order_by(IssuedDelivery.sent_at.desc(), IssuedDelivery.id.desc())
        .limit(MOST_IN_INBOX)
    )
    return [_received(delivery, document) for delivery, document in rows]


def received_document(
    session: Session, unit_id: int, delivery_id: int
) -> ReceivedDocument:
    """Return one document that was sent to a unit.

    :raises NotFound: the unit has received no such document.
    """
    delivery = session.get(IssuedDelivery, delivery_id)
    if delivery is None or delivery.unit_id != unit_id:
        raise NotFound(N_("Đơn vị không có văn bản này."))
    document = session.get_one(IssuedDocument, delivery.issued_id)
    return _received(delivery, document)


def delivery_lines(session: Session, issued_id: int) -> list[DeliveryLine]:
    """Return the units of a document: first those that have not opened it."""
    found = session.scalars(
        select(IssuedDelivery).where(IssuedDelivery.issued_id == issued_id)
    ).all()
    ordered = sorted(
        found,
        key=lambda one: (one.opened_at is not None, collation_key(one.unit_name)),
    )
    return [
        DeliveryLine(
            one.unit_name,
            one.sent_at,
            one.opened_at,
            one.opened_by,
            one.reminders,
            one.reminded_at,
        )
        for one in ordered
    ]


def named_recipients(session: Session, issued_ids: Select[int]) -> dict[int, str]:
    """Return the units that documents were sent to, as the book names them.

    Many units are counted instead.
    """
    of_document = IssuedDelivery.issued_id
    counted = (
        select(of_document, func.count())
        .where(of_document.in_(issued_ids))
        .group_by(of_document)
    )
    named: dict[int, str] = {
        issued_id: f"{count} đơn vị nhận điện tử"
        for issued_id, count in session.execute(counted)
    }
    few = counted.having(func.count() <= MOST_NAMED).with_only_columns(of_document)
    rows = session.execute(
        select(of_document, IssuedDelivery.unit_name)
        .where(of_document.in_(few))
        .order_by(of_document, IssuedDelivery.id)
    )
    for issued_id, lines in groupby(rows, key=lambda row: row[0]):
        named[issued_id] = "; ".join(unit_name for _, unit_name in lines)
    return named


def received_by(session: Session, issued_id: int) -> set[int]:
    """Return the ids of the units that a document was sent to."""
    of_document = IssuedDelivery.issued_id == issued_id
    found = session.scalars(select(IssuedDelivery.unit_id).where(of_document))
    return {unit_id for unit_id in found if unit_id is not None}


def overdue_deliveries(
    session: Session, now: dt.datetime, most: int
) -> list[tuple[IssuedDelivery, IssuedDocument]]:
    """Return up to `most` deliveries whose units are to be reminded now."""
    before = now - REMINDER_INTERVAL
    rows = session.execute(
        select(IssuedDelivery, IssuedDocument)
        .join(IssuedDocument, IssuedDelivery.issued_id == IssuedDocument.id)
        .where(
            IssuedDelivery.opened_at.is_(None),
            IssuedDelivery.unit_id.is_not(None),
            IssuedDelivery.reminders < MOST_OWN_REMINDERS,
            func.coalesce(IssuedDelivery.reminded_at, IssuedDelivery.sent_at) <= before,
            IssuedDocument.state == IssuedState.ISSUED,
        )
        .order_by(IssuedDelivery.id)
        .limit(most)
    )
    return [(delivery, document) for delivery, document in rows]


def can_remind(lines: list[DeliveryLine], now: dt.datetime) -> bool:
    """Tell whether a unit has not opened a document and was not notified of late."""
    return any(
        line.opened_at is None
        and now - (line.reminded_at or line.sent_at) >= SHORTEST_REMINDER_WAIT
        for line in lines
    )
