"""Answer consultations: signed in, by personal link, or on paper."""

from kiosk.consultations.actions.finding import get_consultation, get_recipient
from kiosk.consultations.events import ConsultationAnswered
from kiosk.consultations.models import Consultation, ConsultationRecipient
from kiosk.consultations.queries import own_recipient, recipient_of_link
from kiosk.consultations.rules import (
    AnswerWay,
    ConsultationAnswerForm,
    ConsultationState,
    check_answer,
    is_answerable,
)
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def answer_signed_in(
    work: UnitOfWork,
    *,
    actor: Actor,
    consultation_id: int,
    form: ConsultationAnswerForm,
) -> ConsultationRecipient:
    """Store the actor's own answer.

    :raises NotFound: there is no such consultation, or the actor is not asked.
    :raises Invalid: the answer is not whole.
    :raises Conflict: it is over, or they have answered elsewhere meanwhile.
    """
    consultation, recipient = own_recipient(work.session, actor, consultation_id)
    return _answer(work, consultation, recipient, form, AnswerWay.SIGNED_IN)


def answer_by_link(
    work: UnitOfWork, *, link_hash: str, form: ConsultationAnswerForm
) -> ConsultationRecipient:
    """Store the answer of the person to whom the link was given.

    :raises NotFound: the link is not valid any more.
    :raises Invalid: the answer is not whole.
    :raises Conflict: it is over, or they have answered elsewhere meanwhile.
    """
    consultation, recipient = recipient_of_link(work.session, link_hash)
    return _answer(work, consultation, recipient, form, AnswerWay.LINK)


def enter_paper_answer(
    work: UnitOfWork,
    *,
    actor: Actor,
    consultation_id: int,
    recipient_id: int,
    form: ConsultationAnswerForm,
) -> ConsultationRecipient:
    """Store an answer that came on a signed sheet, until the consultation is closed.

    :raises NotFound: there is no such consultation or recipient.
    :raises Invalid: the answer is not whole.
    :raises Conflict: it is closed, or was answered meanwhile.
    """
    consultation = get_consultation(work, actor, consultation_id)
    recipient = get_recipient(work, consultation, recipient_id)
    if consultation.state != ConsultationState.OPEN:
        raise _over()
    return _store(work, consultation, recipient, form, AnswerWay.PAPER, actor.name)


def _answer(
    work: UnitOfWork,
    consultation: Consultation,
    recipient: ConsultationRecipient,
    form: ConsultationAnswerForm,
    way: AnswerWay,
) -> ConsultationRecipient:
    state = ConsultationState(consultation.state)
    if not is_answerable(state, consultation.deadline, work.now):
        raise _over()
    return _store(work, consultation, recipient, form, way, "")


def _store(
    work: UnitOfWork,
    consultation: Consultation,
    recipient: ConsultationRecipient,
    form: ConsultationAnswerForm,
    way: AnswerWay,
    entered_by: str,
) -> ConsultationRecipient:
    text = check_answer(form)
    if (recipient.answer, recipient.text) == (form.answer, text):
        return recipient
    if form.revision != recipient.revision:
        raise Conflict(
            N_("Phiếu này vừa được trả lời ở nơi khác. Xin xem lại rồi gửi."),
            code="answered_meanwhile",
        )
    recipient.answer, recipient.text = form.answer, text
    recipient.answered_at, recipient.way = work.now, way
    recipient.entered_by = entered_by
    recipient.revision += 1
    work.record(
        ConsultationAnswered(
            meeting_id=consultation.meeting_id,
            consultation_id=consultation.id,
            recipient_id=recipient.id,
            revision=recipient.revision,
        )
    )
    return recipient


def _over() -> Conflict:
    return Conflict(
        N_("Đã hết hạn trả lời hoặc phiếu đã kết thúc. Xin liên hệ thư ký."),
        code="over",
    )
