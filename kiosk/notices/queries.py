"""Query notices: of one recipient, and the e-mails with their states."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from kiosk.identity import Identity
from kiosk.notices.models import MailDelivery, MemberContact, StoredNotice
from kiosk.notices.rules import Attachment, MailProblem, MailState, problem_text

# Notices listed at once, newest first.
LISTED = 100
UNFINISHED = (MailState.QUEUED, MailState.SENDING)


class MailLine(msgspec.Struct, frozen=True):
    """An e-mail as the administrator sees it."""

    id: int
    kind: str
    name: str
    address: str
    queued_at: dt.datetime
    state: MailState
    attempts: int
    next_at: dt.datetime
    sent_at: dt.datetime | None
    why: str
    code: int
    answer: str
    may_be_double: bool


def addressed_to(who: Identity) -> ColumnElement[bool]:
    """Return the condition that a notice is for the requester."""
    if who.account_id is not None:
        return StoredNotice.account_id == who.account_id
    if who.member_id is not None:
        return StoredNotice.member_id == who.member_id
    return false()


def notices_of(session: Session, who: Identity) -> list[StoredNotice]:
    """Return the requester's notices, newest first."""
    own = select(StoredNotice).where(addressed_to(who))
    return list(session.scalars(own.order_by(StoredNotice.id.desc()).limit(LISTED)))


def unread_count(session: Session, who: Identity) -> int:
    """Return how many notices the requester has not read."""
    unread = select(func.count(StoredNotice.id)).where(
        addressed_to(who), StoredNotice.read_at.is_(None)
    )
    return session.scalar(unread) or 0


def mail_lines(session: Session, states: Iterable[MailState]) -> list[MailLine]:
    """Return e-mails in these states, newest first."""
    found = (
        select(MailDelivery, StoredNotice)
        .join(StoredNotice, StoredNotice.id == MailDelivery.notice_id)
        .where(MailDelivery.state.in_([*states]))
        .order_by(MailDelivery.id.desc())
        .limit(LISTED)
    )
    return [
        MailLine(
            id=mail.id,
            kind=notice.kind,
            name=notice.name,
            address=mail.address,
            queued_at=notice.queued_at,
            state=MailState(mail.state),
            attempts=mail.attempts,
            next_at=mail.next_at,
            sent_at=mail.sent_at,
            why=problem_text(MailProblem(mail.problem), mail.code),
            code=mail.code,
            answer=mail.answer,
            may_be_double=mail.may_be_double,
        )
        for mail, notice in session.execute(found)
    ]


def mail_counts(session: Session) -> dict[MailState, int]:
    """Return the number of e-mails in each state."""
    rows = session.execute(
        select(MailDelivery.state, func.count(MailDelivery.id)).group_by(
            MailDelivery.state
        )
    )
    found = {MailState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in MailState}


def contact_of(session: Session, member_id: int) -> tuple[str, str]:
    """Return a member's address and language; each is empty if there is none."""
    contact = session.get(MemberContact, member_id)
    return (contact.email, contact.language) if contact else ("", "")


def files_of_notices(session: Session, among: list[str] | None = None) -> set[str]:
    """Return the SHA-256 of attachments that are still to be sent."""
    waiting = (
        select(StoredNotice.attachments)
        .join(MailDelivery, MailDelivery.notice_id == StoredNotice.id)
        .where(
            MailDelivery.state.in_([*UNFINISHED, MailState.FAILED]),
            StoredNotice.attachments != "[]",
        )
    )
    used = {
        attachment.sha256
        for text in session.scalars(waiting)
        for attachment in msgspec.json.decode(text, type=list[Attachment])
    }
    return used if among is None else used.intersection(among)
