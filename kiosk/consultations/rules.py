"""Content of a consultation, its answers and its result; pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, Conflict, Invalid
from kiosk.roles import DELEGATES
from kiosk.vietnamese import nfc

LONGEST_TITLE = 300
LONGEST_QUESTION = 5000
LONGEST_ANSWER = 5000
MOST_RECIPIENTS = 500
MOST_DOCUMENTS = 20
MOST_CONSULTATIONS = 200
MOST_REMIND_HOURS = 14 * 24
REMIND_HOURS = 24
# Who is asked: members of the body, not guests or screens.
ASKED_ROLES = DELEGATES

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class ConsultationState(StrEnum):
    """How far a consultation has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class ConsultationAnswer(StrEnum):
    """What a member answers; other opinions are written out."""

    NONE = ""
    AGREE = "agree"
    DISAGREE = "disagree"
    OTHER = "other"


class AnswerWay(StrEnum):
    """How an answer came."""

    NONE = ""
    SIGNED_IN = "signed_in"
    LINK = "link"
    # On a signed sheet, entered by the secretariat.
    PAPER = "paper"


ANSWER_LABELS = {
    ConsultationAnswer.AGREE: N_("Đồng ý"),
    ConsultationAnswer.DISAGREE: N_("Không đồng ý"),
    ConsultationAnswer.OTHER: N_("Ý kiến khác"),
}
WAY_LABELS = {
    AnswerWay.SIGNED_IN: N_("trên máy của mình"),
    AnswerWay.LINK: N_("qua đường dẫn riêng"),
    AnswerWay.PAPER: N_("phiếu giấy, thư ký nhập"),
}


class ConsultationDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A consultation as entered; the deadline has a time zone."""

    title: Annotated[str, msgspec.Meta(max_length=LONGEST_TITLE)]
    question: Annotated[str, msgspec.Meta(max_length=LONGEST_QUESTION)]
    deadline: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    # How long before the deadline those who have not answered are reminded; 0: never.
    remind_hours: Annotated[int, msgspec.Meta(ge=0, le=MOST_REMIND_HOURS)] = (
        REMIND_HOURS
    )
    members: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_RECIPIENTS)] = ()
    documents: Annotated[tuple[Id, ...], msgspec.Meta(max_length=MOST_DOCUMENTS)] = ()


class ConsultationAnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer, and the revision of the one that it replaces (0: none)."""

    answer: ConsultationAnswer
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_ANSWER)] = ""
    revision: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0


class NamedReply(msgspec.Struct, frozen=True):
    """What one member answered, for the record."""

    name: str
    position: str
    unit: str
    answer: ConsultationAnswer
    text: str
    answered_at: dt.datetime | None
    way: AnswerWay


class ConsultationResult(msgspec.Struct, frozen=True):
    """How many answered what; shares are of all who were asked."""

    asked: int
    agree: int
    disagree: int
    other: int

    @property
    def answered(self) -> int:
        """Return how many have answered."""
        return self.agree + self.disagree + self.other

    @property
    def unanswered(self) -> int:
        """Return how many have not answered."""
        return self.asked - self.answered


def normalised(details: ConsultationDetails) -> ConsultationDetails:
    """Return the details in NFC, nobody and nothing named twice.

    :raises Invalid: there is no title.
    """
    title = " ".join(nfc(details.title).split())
    if not title:
        raise Invalid(N_("Xin ghi tên phiếu lấy ý kiến."), code="no_title")
    return msgspec.structs.replace(
        details,
        title=title,
        question=nfc(details.question),
        members=tuple(dict.fromkeys(details.members)),
        documents=tuple(dict.fromkeys(details.documents)),
    )


def check_room(count: int) -> None:
    """Check that another consultation may be added.

    :raises Conflict: there are as many as a meeting may have.
    """
    if count >= MOST_CONSULTATIONS:
        raise Conflict(
            N_("Đã có {limit} phiếu lấy ý kiến, không thêm được nữa."),
            code="too_many_consultations",
            limit=MOST_CONSULTATIONS,
        )


def check_opening(
    question: str, recipients: int, deadline: dt.datetime, now: dt.datetime
) -> None:
    """Check that a consultation may be sent.

    :raises Invalid: it says nothing, asks nobody, or its deadline is over.
    """
    if not question:
        raise Invalid(N_("Xin ghi nội dung xin ý kiến."), code="no_question")
    if not recipients:
        raise Invalid(N_("Xin chọn người được lấy ý kiến."), code="no_recipients")
    check_deadline(deadline, now)


def check_deadline(deadline: dt.datetime, now: dt.datetime) -> None:
    """Check that a deadline is still to come.

    :raises Invalid: it is over.
    """
    if deadline <= now:
        raise Invalid(
            N_("Hạn trả lời phải ở sau thời điểm này. Xin xem lại ngày giờ."),
            code="deadline_over",
        )


def check_answer(form: ConsultationAnswerForm) -> str:
    """Return the text of an answer in NFC.

    :raises Invalid: nothing is chosen, or another opinion is not written.
    """
    text = nfc(form.text)
    if form.answer is ConsultationAnswer.NONE:
        raise Invalid(N_("Xin chọn một phương án trả lời."), code="no_answer")
    if form.answer is ConsultationAnswer.OTHER and not text:
        raise Invalid(N_("Xin viết ý kiến khác của đồng chí."), code="no_text")
    return text


def is_answerable(
    state: ConsultationState, deadline: dt.datetime, now: dt.datetime
) -> bool:
    """Tell whether answers are taken: up to the deadline, while it is open."""
    return state is ConsultationState.OPEN and now < deadline


def is_reminder_due(deadline: dt.datetime, remind_hours: int, now: dt.datetime) -> bool:
    """Tell whether those who have not answered are reminded by now."""
    return deadline - dt.timedelta(hours=remind_hours) <= now < deadline


def result_of(answers: Iterable[ConsultationAnswer]) -> ConsultationResult:
    """Return how many answered what."""
    given = list(answers)
    return ConsultationResult(
        asked=len(given),
        agree=given.count(ConsultationAnswer.AGREE),
        disagree=given.count(ConsultationAnswer.DISAGREE),
        other=given.count(ConsultationAnswer.OTHER),
    )


def replies_digest(title: str, question: str, replies: Iterable[NamedReply]) -> str:
    """Return the SHA-256 of question and answers, of canonical JSON."""
    content = {
        "title": title,
        "question": question,
        "replies": [
            [each.name, each.position, each.unit, each.answer, each.text]
            for each in replies
        ],
    }
    written = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(written.encode()).hexdigest()
