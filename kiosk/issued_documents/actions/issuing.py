"""Receive the signed file, issue the document, send it to units, recall it."""

from collections.abc import Iterable

from sqlalchemy import select

from kiosk.errors import N_, Conflict, Invalid
from kiosk.issued_documents.models import IssuedDelivery, IssuedDocument
from kiosk.issued_documents.queries.inbox import overdue_deliveries
from kiosk.issued_documents.queries.register import get_issued
from kiosk.issued_documents.reminders import notify_unit
from kiosk.issued_documents.rules import (
    SHORTEST_REMINDER_WAIT,
    IssuedFileState,
    IssuedState,
    NoticeKind,
    check_state,
    clean_reason,
)
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.queries import get_unit


def add_file(
    work: UnitOfWork, *, issued_id: int, file_name: str, stored: StoredFile
) -> None:
    """Note an uploaded file in place of an earlier one; the worker checks it.

    :raises Conflict: the document is issued already, or the number given up.
    :raises NotFound: there is no such line.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.RESERVED)
    document.file_state = IssuedFileState.WAITING
    document.file_sha256, document.file_size = stored.sha256, stored.size
    document.file_name, document.file_pages = file_name, 0
    document.revision += 1


def finish_check(work: UnitOfWork, *, issued_id: int, sha256: str, pages: int) -> None:
    """Note what the worker found: `pages` of the PDF, 0 if it does not open.

    A file that was replaced meanwhile is checked by itself.
    """
    document = work.session.get(IssuedDocument, issued_id)
    if document is None or document.file_state != IssuedFileState.WAITING:
        return
    if document.file_sha256 != sha256:
        return
    accepted = IssuedFileState.ACCEPTED if pages else IssuedFileState.REFUSED
    document.file_state, document.file_pages = accepted, pages
    if not pages:
        document.file_sha256, document.file_size = "", 0
    document.revision += 1


def issue_document(
    work: UnitOfWork, key: bytes, *, by: str, issued_id: int, units: Iterable[int]
) -> None:
    """Issue a document whose file is there, and send it to units.

    :raises Conflict: it is issued already, or the number given up.
    :raises Invalid: there is no checked file, or a unit is closed.
    :raises NotFound: there is no such line or unit.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.RESERVED)
    if document.file_state != IssuedFileState.ACCEPTED:
        raise Invalid(
            N_("Xin tải lên tệp PDF đã ký trước khi phát hành."), code="no_file"
        )
    document.state = IssuedState.ISSUED
    document.issued_by, document.issued_at = by, work.now
    document.revision += 1
    _send(work, key, by, document, units)


def send_to_units(
    work: UnitOfWork, key: bytes, *, by: str, issued_id: int, units: Iterable[int]
) -> int:
    """Send an issued document to more units; return how many were new.

    :raises Conflict: it is not issued, or recalled.
    :raises Invalid: a unit is closed.
    :raises NotFound: there is no such line or unit.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.ISSUED)
    return _send(work, key, by, document, units)


def _send(
    work: UnitOfWork,
    key: bytes,
    by: str,
    document: IssuedDocument,
    units: Iterable[int],
) -> int:
    known = {one.unit_id for one in deliveries(work, document.id)}
    new = dict.fromkeys(unit_id for unit_id in units if unit_id not in known)
    for unit_id in new:
        unit = get_unit(work.session, unit_id)
        if unit.is_closed:
            raise Invalid(
                N_("Đơn vị “{name}” đã đóng, không nhận văn bản."),
                code="unit_closed",
                name=unit.name,
            )
        delivery = IssuedDelivery(
            issued_id=document.id,
            unit_id=unit.id,
            unit_name=unit.name,
            sent_by=by,
            sent_at=work.now,
        )
        work.session.add(delivery)
        work.session.flush()
        notify_unit(
            work, key, kind=NoticeKind.SENT, document=document, delivery=delivery
        )
    return len(new)


def deliveries(work: UnitOfWork, issued_id: int) -> list[IssuedDelivery]:
    """Return the deliveries of a document."""
    of_document = IssuedDelivery.issued_id == issued_id
    return list(work.session.scalars(select(IssuedDelivery).where(of_document)))


def note_opened(work: UnitOfWork, *, delivery_id: int, unit_id: int, by: str) -> None:
    """Note the receipt: the first time that somebody of the unit opens the document."""
    delivery = work.session.get(IssuedDelivery, delivery_id)
    if delivery is None or delivery.unit_id != unit_id:
        return
    if delivery.opened_at is None:
        delivery.opened_at, delivery.opened_by = work.now, by


def remind_units(work: UnitOfWork, key: bytes, *, issued_id: int) -> int:
    """Remind the units that have not opened a document; return how many.

    :raises Conflict: it is not issued, or all were reminded within the hour.
    :raises NotFound: there is no such line.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.ISSUED)
    unopened = [one for one in deliveries(work, issued_id) if one.opened_at is None]
    due = [
        one
        for one in unopened
        if work.now - (one.reminded_at or one.sent_at) >= SHORTEST_REMINDER_WAIT
    ]
    if unopened and not due:
        raise Conflict(
            N_("Các đơn vị chưa mở đều vừa được báo trong một giờ qua."),
            code="reminded_already",
        )
    for delivery in due:
        _remind(work, key, document, delivery)
    return len(due)


def remind_overdue_units(work: UnitOfWork, key: bytes, *, most: int) -> int:
    """Remind up to `most` units that are due; return how many were reminded."""
    due = overdue_deliveries(work.session, work.now, most)
    for delivery, document in due:
        _remind(work, key, document, delivery)
    return len(due)


def _remind(
    work: UnitOfWork, key: bytes, document: IssuedDocument, delivery: IssuedDelivery
) -> None:
    delivery.reminders += 1
    delivery.reminded_at = work.now
    notify_unit(
        work, key, kind=NoticeKind.REMINDED, document=document, delivery=delivery
    )


def recall_document(
    work: UnitOfWork, key: bytes, *, by: str, issued_id: int, reason: str
) -> None:
    """Withdraw an issued document: nobody opens it any more, and its units hear why.

    :raises Conflict: it is not issued, or recalled already.
    :raises Invalid: there is no reason.
    :raises NotFound: there is no such line.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.ISSUED)
    document.state, document.reason = IssuedState.RECALLED, clean_reason(reason)
    document.ended_by, document.ended_at = by, work.now
    document.revision += 1
    for delivery in deliveries(work, issued_id):
        notify_unit(
            work, key, kind=NoticeKind.RECALLED, document=document, delivery=delivery
        )
