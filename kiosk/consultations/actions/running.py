"""Send, prolong, remind and close consultations."""

import datetime as dt

from kiosk.consultations.actions.finding import (
    get_consultation,
    get_recipient,
    recipients_in_order,
)
from kiosk.consultations.events import (
    ConsultationChanged,
    ConsultationClosed,
    ConsultationOpened,
)
from kiosk.consultations.links import end_link, link_secret
from kiosk.consultations.models import Consultation, ConsultationRecipient
from kiosk.consultations.queries import check_can_be_sent, documents_of, reply_of
from kiosk.consultations.reminders import NoticeReason, queue_consultation_notice
from kiosk.consultations.rules import (
    ConsultationState,
    check_deadline,
    check_opening,
    is_answerable,
    replies_digest,
    result_of,
)
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def open_consultation(
    work: UnitOfWork, key: bytes, *, actor: Actor, consultation_id: int, revision: int
) -> None:
    """Send a draft to all who are asked; each is notified.

    :param key: the server's key, under which links are stored.
    :raises NotFound: there is none.
    :raises Invalid: something is missing.
    :raises Conflict: it was sent already, or changed since `revision`.
    """
    stored = get_consultation(work, actor, consultation_id)
    if stored.state != ConsultationState.DRAFT:
        raise Conflict(N_("Phiếu lấy ý kiến đã được gửi rồi."), code="sent")
    if stored.revision != revision:
        raise Conflict(
            N_("Phiếu vừa được sửa. Xin đọc lại rồi gửi."), code="changed_meanwhile"
        )
    recipients = recipients_in_order(work, stored.id)
    check_opening(stored.question, len(recipients), stored.deadline, work.now)
    for document in documents_of(work.session, stored.id):
        check_can_be_sent(document, work.now)
    stored.state, stored.opened_at = ConsultationState.OPEN, work.now
    for recipient in recipients:
        _notify(work, key, stored, recipient, NoticeReason.ASKED)
    work.record(
        ConsultationOpened(
            meeting_id=stored.meeting_id,
            consultation_id=stored.id,
            recipients=len(recipients),
        )
    )


def move_deadline(
    work: UnitOfWork, *, actor: Actor, consultation_id: int, deadline: dt.datetime
) -> None:
    """Set another deadline of an open consultation.

    Those who have not answered are reminded again before the new one.

    :raises NotFound: there is none.
    :raises Invalid: the new deadline is over.
    :raises Conflict: it is not open.
    """
    stored = _open_one(work, actor, consultation_id)
    check_deadline(deadline, work.now)
    if deadline == stored.deadline:
        return
    stored.deadline = deadline
    for recipient in recipients_in_order(work, stored.id):
        recipient.reminded_at = None
    work.record(
        ConsultationChanged(meeting_id=stored.meeting_id, consultation_id=stored.id)
    )


def remind(
    work: UnitOfWork, key: bytes, *, consultation: Consultation, by_hand: bool
) -> int:
    """Remind those who have not answered; return how many.

    :param by_hand: also those who were reminded before.
    """
    if not is_answerable(
        ConsultationState(consultation.state), consultation.deadline, work.now
    ):
        return 0
    due = [
        recipient
        for recipient in recipients_in_order(work, consultation.id)
        if not recipient.answer and (by_hand or recipient.reminded_at is None)
    ]
    for recipient in due:
        recipient.reminded_at = work.now
        _notify(work, key, consultation, recipient, NoticeReason.REMINDED)
    return len(due)


def remind_now(
    work: UnitOfWork, key: bytes, *, actor: Actor, consultation_id: int
) -> int:
    """Remind all who have not answered, on request; return how many.

    :raises NotFound: there is none.
    :raises Conflict: it is not open, or its deadline is over.
    """
    stored = _open_one(work, actor, consultation_id)
    if work.now >= stored.deadline:
        raise Conflict(
            N_("Đã hết hạn trả lời. Xin gia hạn trước khi nhắc."), code="deadline_over"
        )
    return remind(work, key, consultation=stored, by_hand=True)


def personal_link(
    work: UnitOfWork,
    key: bytes,
    *,
    actor: Actor,
    place: tuple[int, int],
    is_new: bool,
) -> str:
    """Return the secret of a personal link.

    :param place: the ids of the consultation and of the recipient.
    :param is_new: end the link that was given before.
    :raises NotFound: there is no such consultation or recipient.
    :raises Conflict: it is not open.
    """
    consultation_id, recipient_id = place
    stored = _open_one(work, actor, consultation_id)
    recipient = get_recipient(work, stored, recipient_id)
    if is_new:
        end_link(recipient)
    return link_secret(key, recipient)


def close_consultation(work: UnitOfWork, *, actor: Actor, consultation_id: int) -> None:
    """Close an open consultation; its result goes into the record.

    Before the deadline only if everybody has answered.

    :raises NotFound: there is none.
    :raises Conflict: it is not open, or somebody may still answer.
    """
    stored = _open_one(work, actor, consultation_id)
    recipients = recipients_in_order(work, stored.id)
    replies = [reply_of(recipient) for recipient in recipients]
    result = result_of(reply.answer for reply in replies)
    if result.unanswered and work.now < stored.deadline:
        raise Conflict(
            N_(
                "Còn {count} người chưa trả lời và chưa hết hạn."
                " Xin chờ đến hạn, hoặc đổi hạn sớm hơn."
            ),
            code="still_answering",
            count=result.unanswered,
        )
    stored.state, stored.closed_at = ConsultationState.CLOSED, work.now
    stored.closed_by = actor.name
    stored.sha256 = replies_digest(stored.title, stored.question, replies)
    for recipient in recipients:
        end_link(recipient)
    work.record(
        ConsultationClosed(
            meeting_id=stored.meeting_id,
            consultation_id=stored.id,
            agree=result.agree,
            disagree=result.disagree,
            other=result.other,
            unanswered=result.unanswered,
            sha256=stored.sha256,
        )
    )


def _open_one(work: UnitOfWork, actor: Actor, consultation_id: int) -> Consultation:
    stored = get_consultation(work, actor, consultation_id)
    if stored.state != ConsultationState.OPEN:
        raise Conflict(
            N_("Phiếu lấy ý kiến chưa gửi hoặc đã kết thúc."), code="not_open"
        )
    return stored


def _notify(
    work: UnitOfWork,
    key: bytes,
    consultation: Consultation,
    recipient: ConsultationRecipient,
    reason: NoticeReason,
) -> None:
    """Queue a notice; an e-mail has the personal link."""
    queue_consultation_notice(
        work,
        consultation,
        recipient,
        reason,
        link=lambda: link_secret(key, recipient),
    )
