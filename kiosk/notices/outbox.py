"""Take due e-mails from the queue, and store what became of them."""

import datetime as dt
import random

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kiosk.notices.mail import MailRefused
from kiosk.notices.models import MailDelivery, StoredNotice
from kiosk.notices.rules import (
    LONGEST_WAIT,
    RETRY_WAITS,
    Attachment,
    MailProblem,
    MailState,
    is_given_up,
    wait_after,
)
from kiosk.storage.unit_of_work import UnitOfWork

_RANDOM = random.SystemRandom()


def spread(failures: int, waits: tuple[dt.timedelta, ...]) -> dt.timedelta:
    """Return the wait after so many failures, with jitter."""
    return wait_after(failures, waits, _RANDOM.random())


def requeue_interrupted(work: UnitOfWork) -> int:
    """Queue e-mails again that a killed worker was sending; return their number.

    Whether they had been handed over is unknown, so a second copy may arrive.
    """
    found = work.session.scalars(
        select(MailDelivery).where(MailDelivery.state == MailState.SENDING)
    ).all()
    for mail in found:
        mail.state, mail.may_be_double = MailState.QUEUED, True
        mail.problem = MailProblem.INTERRUPTED
    return len(found)


def next_due(session: Session, now: dt.datetime) -> int | None:
    """Return the e-mail that has been due for longest."""
    return session.scalar(
        select(MailDelivery.id)
        .where(MailDelivery.state == MailState.QUEUED, MailDelivery.next_at <= now)
        .order_by(MailDelivery.next_at, MailDelivery.id)
        .limit(1)
    )


def claim_mail(work: UnitOfWork, delivery_id: int) -> bool:
    """Mark an e-mail as being sent; return False if it is not to be sent any more."""
    mail = work.session.get(MailDelivery, delivery_id)
    if mail is None or mail.state != MailState.QUEUED:
        return False
    notice = work.session.get_one(StoredNotice, mail.notice_id)
    if work.now - notice.queued_at > LONGEST_WAIT:
        mail.state = MailState.FAILED
        mail.problem = mail.problem or MailProblem.EXPIRED
        return False
    mail.state, mail.attempts = MailState.SENDING, mail.attempts + 1
    return True


def store_sent(work: UnitOfWork, delivery_id: int) -> None:
    """Store that the mail server took an e-mail."""
    mail = work.session.get(MailDelivery, delivery_id)
    # Gone with its meeting meanwhile.
    if mail is not None:
        mail.state, mail.sent_at = MailState.SENT, work.now
        mail.problem, mail.code, mail.answer = MailProblem.NONE, 0, ""


def store_refusal(work: UnitOfWork, delivery_id: int, refusal: MailRefused) -> None:
    """Store a refusal: final, or to be tried again later."""
    mail = work.session.get(MailDelivery, delivery_id)
    if mail is None:
        return
    mail.problem, mail.code = refusal.problem, refusal.code
    mail.answer = refusal.answer
    mail.may_be_double = mail.may_be_double or not refusal.code
    if refusal.is_final or is_given_up(mail.attempts):
        mail.state = MailState.FAILED
    else:
        mail.state = MailState.QUEUED
        mail.next_at = work.now + spread(mail.attempts, RETRY_WAITS)


def store_failure(work: UnitOfWork, delivery_id: int, problem: MailProblem) -> None:
    """Store that an e-mail cannot be made."""
    mail = work.session.get(MailDelivery, delivery_id)
    if mail is not None:
        mail.state, mail.problem = MailState.FAILED, problem


def store_postponed(
    work: UnitOfWork, delivery_id: int, problem: MailProblem, answer: str
) -> None:
    """Put an e-mail back that was not sent because the mail server is away."""
    mail = work.session.get(MailDelivery, delivery_id)
    if mail is not None:
        mail.state, mail.attempts = MailState.QUEUED, max(0, mail.attempts - 1)
        mail.problem, mail.answer = problem, answer


def postpone_all(work: UnitOfWork, problem: MailProblem, answer: str) -> None:
    """Say at the waiting e-mails that the mail server is away."""
    work.session.execute(
        update(MailDelivery)
        .where(MailDelivery.state == MailState.QUEUED, MailDelivery.problem == "")
        .values(problem=problem, answer=answer),
        execution_options={"synchronize_session": False},
    )


class OutgoingMail(msgspec.Struct, frozen=True):
    """An e-mail to be composed."""

    id: int
    address: str
    message_id: str
    kind: str
    language: str
    name: str
    parameters: dict[str, str | int | list[str]]
    attachments: tuple[Attachment, ...]
    calendar: str
    link: str


def outgoing_mail(session: Session, delivery_id: int) -> OutgoingMail | None:
    """Return an e-mail with its notice; None if it is gone."""
    mail = session.get(MailDelivery, delivery_id)
    if mail is None:
        return None
    notice = session.get_one(StoredNotice, mail.notice_id)
    return OutgoingMail(
        id=mail.id,
        address=mail.address,
        message_id=mail.message_id,
        kind=notice.kind,
        language=notice.language,
        name=notice.name,
        parameters=msgspec.json.decode(
            notice.parameters, type=dict[str, str | int | list[str]]
        ),
        attachments=msgspec.json.decode(
            notice.attachments, type=tuple[Attachment, ...]
        ),
        calendar=notice.calendar,
        link=notice.link,
    )
