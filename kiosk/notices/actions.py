"""Queue notices, and keep who has read them."""

import uuid
from collections.abc import Iterable

import msgspec
from sqlalchemy import update

from kiosk.errors import N_, Invalid
from kiosk.identity import Identity
from kiosk.notices.models import (
    MailDelivery,
    MemberContact,
    StoredNotice,
    Unsubscription,
)
from kiosk.notices.queries import addressed_to
from kiosk.notices.rules import (
    KIND_NAME,
    UNSUBSCRIBABLE_KINDS,
    MailProblem,
    MailState,
    Notice,
    checked_address,
)
from kiosk.storage.unit_of_work import UnitOfWork


def queue_notice(work: UnitOfWork, notice: Notice) -> int:
    """Store a notice for the app and, where there is an address, queue its e-mail.

    Nothing is sent before the commit: the worker sends what it finds queued. Return the
    notice's id.

    :raises Invalid: the address cannot be one, or the link leads elsewhere.
    :raises ValueError: the name of the kind cannot be one of a template.
    """
    if not KIND_NAME.fullmatch(notice.kind):
        raise ValueError(f"{notice.kind!r} names no template")
    if notice.link and (notice.link[0] != "/" or notice.link[:2] in {"//", "/\\"}):
        raise Invalid(N_("Liên kết của thông báo phải ở trên máy chủ này."))
    recipient = notice.recipient
    stored = StoredNotice(
        kind=notice.kind,
        language=notice.language,
        name=recipient.name,
        account_id=recipient.account_id,
        member_id=recipient.member_id,
        unit_id=recipient.unit_id,
        meeting_id=notice.meeting_id,
        parameters=msgspec.json.encode(notice.parameters).decode(),
        attachments=msgspec.json.encode(notice.attachments).decode(),
        calendar=notice.calendar,
        link=notice.link,
        refers_to=notice.refers_to,
        queued_at=work.now,
    )
    work.session.add(stored)
    work.session.flush()
    if address := checked_address(recipient.email or ""):
        _queue_mail(work, stored, address)
    return stored.id


def _queue_mail(work: UnitOfWork, notice: StoredNotice, address: str) -> None:
    unwanted = notice.kind in UNSUBSCRIBABLE_KINDS and (
        work.session.get(Unsubscription, address.lower()) is not None
    )
    work.session.add(
        MailDelivery(
            notice_id=notice.id,
            address=address,
            message_id=uuid.uuid4().hex,
            next_at=work.now,
            state=MailState.FAILED if unwanted else MailState.QUEUED,
            problem=MailProblem.UNSUBSCRIBED if unwanted else MailProblem.NONE,
        )
    )
    work.session.flush()


def mark_read(work: UnitOfWork, *, who: Identity, notice_ids: Iterable[int]) -> None:
    """Mark those of the notices read that are addressed to the requester."""
    work.session.execute(
        update(StoredNotice)
        .where(
            addressed_to(who),
            StoredNotice.id.in_([*notice_ids]),
            StoredNotice.read_at.is_(None),
        )
        .values(read_at=work.now),
        execution_options={"synchronize_session": False},
    )


def retry_mail(work: UnitOfWork, *, delivery_id: int) -> None:
    """Queue an e-mail again that was given up; others stay as they are."""
    delivery = work.session.get(MailDelivery, delivery_id)
    if delivery is not None and delivery.state == MailState.FAILED:
        delivery.state, delivery.attempts = MailState.QUEUED, 0
        delivery.next_at = work.now
        notice = work.session.get_one(StoredNotice, delivery.notice_id)
        # Its age counts from now.
        notice.queued_at = work.now


def set_contact(
    work: UnitOfWork, *, member_id: int, email: str, language: str | None = None
) -> None:
    """Set where a member receives e-mail; an empty address removes it.

    :param language: of their e-mails, "" for the office's; None leaves it as it is.

    :raises Invalid: it cannot be an address.
    """
    address = checked_address(email)
    contact = work.session.get(MemberContact, member_id)
    if not address:
        if contact is not None:
            work.session.delete(contact)
        return
    if contact is None:
        contact = MemberContact(member_id=member_id, email=address)
        work.session.add(contact)
    contact.email = address
    if language is not None:
        contact.language = language


def unsubscribe(work: UnitOfWork, *, address: str) -> None:
    """Keep that an address does not want surveys and digests."""
    folded = address.lower()
    if work.session.get(Unsubscription, folded) is None:
        work.session.add(Unsubscription(address=folded, at=work.now))
