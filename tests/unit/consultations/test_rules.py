"""What a consultation must have, when it is answered, and its result."""

import datetime as dt
import hashlib

import pytest

from kiosk.consultations.rules import (
    MOST_CONSULTATIONS,
    AnswerWay,
    ConsultationAnswer,
    ConsultationAnswerForm,
    ConsultationDetails,
    ConsultationResult,
    ConsultationState,
    NamedReply,
    check_answer,
    check_deadline,
    check_opening,
    check_room,
    is_answerable,
    is_reminder_due,
    normalised,
    replies_digest,
    result_of,
)
from kiosk.errors import Conflict, Invalid
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 8, 0, tzinfo=dt.UTC)
MOMENT, HOUR = dt.timedelta(microseconds=1), dt.timedelta(hours=1)
NONE, AGREE = ConsultationAnswer.NONE, ConsultationAnswer.AGREE
DISAGREE, OTHER = ConsultationAnswer.DISAGREE, ConsultationAnswer.OTHER


def test_a_consultation_is_stored_in_nfc_and_nobody_is_asked_twice():
    typed = ConsultationDetails(
        *("  Chu\u0309 trương\tđầu\n tư ", " Xin cho  y\u0301 kiến.\nHạn gấp. "),
        *(NOW, 48, (7, 3, 7, 5, 3), (9, 2, 9)),
    )
    assert normalised(typed) == ConsultationDetails(
        *("Chủ trương đầu tư", "Xin cho  ý kiến.\nHạn gấp."),
        *(NOW, 48, (7, 3, 5), (9, 2)),
    )


def test_a_title_alone_is_a_draft():
    draft = ConsultationDetails("Phiếu", "", NOW)
    assert normalised(draft) == draft


@pytest.mark.parametrize("title", ["", " \t\n"])
def test_a_consultation_without_a_title_is_refused(title):
    with refused(Invalid, "no_title"):
        normalised(ConsultationDetails(title, "Xin cho ý kiến.", NOW))


def test_there_is_room_up_to_the_limit():
    check_room(MOST_CONSULTATIONS - 1)
    for count in (MOST_CONSULTATIONS, MOST_CONSULTATIONS + 1):
        with refused(Conflict, "too_many_consultations", limit=MOST_CONSULTATIONS):
            check_room(count)


def test_a_complete_consultation_may_be_sent_until_its_deadline():
    check_opening("Xin cho ý kiến.", 1, NOW + MOMENT, NOW)
    check_deadline(NOW + MOMENT, NOW)


@pytest.mark.parametrize(
    ("question", "recipients", "code"),
    [("", 0, "no_question"), ("Hỏi", 0, "no_recipients"), ("Hỏi", 1, "deadline_over")],
)
@pytest.mark.parametrize("deadline", [NOW, NOW - MOMENT])
def test_the_first_thing_that_is_missing_is_named(question, recipients, code, deadline):
    with refused(Invalid, code):
        check_opening(question, recipients, deadline, NOW)


@pytest.mark.parametrize("deadline", [NOW, NOW - MOMENT])
def test_a_deadline_that_is_over_is_refused(deadline):
    with refused(Invalid, "deadline_over"):
        check_deadline(deadline, NOW)


@pytest.mark.parametrize(
    ("answer", "text", "kept"),
    [
        (AGREE, "", ""),
        (DISAGREE, " ", ""),
        (AGREE, " Nhâ\u0301t trí ", "Nhất trí"),
        (OTHER, " Bổ sung\nmục 2 ", "Bổ sung\nmục 2"),
    ],
)
def test_the_text_of_an_answer_is_kept_in_nfc(answer, text, kept):
    assert check_answer(ConsultationAnswerForm(answer, text)) == kept


@pytest.mark.parametrize(
    ("answer", "text", "code"),
    [
        (NONE, "", "no_answer"),
        (NONE, "Nhất trí", "no_answer"),
        (OTHER, "", "no_text"),
        (OTHER, " \n", "no_text"),
    ],
)
def test_an_answer_without_a_choice_or_a_needed_text_is_refused(answer, text, code):
    with refused(Invalid, code):
        check_answer(ConsultationAnswerForm(answer, text))


@pytest.mark.parametrize(
    ("state", "left", "is_expected"),
    [
        (ConsultationState.OPEN, MOMENT, True),
        (ConsultationState.OPEN, MOMENT * 0, False),
        (ConsultationState.OPEN, -MOMENT, False),
        (ConsultationState.DRAFT, MOMENT, False),
        (ConsultationState.CLOSED, MOMENT, False),
    ],
)
def test_answers_are_taken_while_it_is_open_and_before_the_deadline(
    state, left, is_expected
):
    assert is_answerable(state, NOW + left, NOW) is is_expected


@pytest.mark.parametrize(
    ("hours", "left", "is_expected"),
    [
        (2, 2 * HOUR + MOMENT, False),
        (2, 2 * HOUR, True),
        (2, HOUR, True),
        (2, MOMENT, True),
        (2, MOMENT * 0, False),
        (2, -MOMENT, False),
        (1, HOUR, True),
        (0, HOUR, False),
        (0, MOMENT * 0, False),
    ],
)
def test_a_reminder_is_due_from_its_hour_up_to_the_deadline(hours, left, is_expected):
    assert is_reminder_due(NOW + left, hours, NOW) is is_expected


def test_a_result_counts_each_answer_and_those_who_gave_none():
    answers = [AGREE] * 4 + [DISAGREE] * 2 + [OTHER] + [NONE] * 3
    result = result_of(iter(answers))
    assert result == ConsultationResult(asked=10, agree=4, disagree=2, other=1)
    assert (result.answered, result.unanswered) == (7, 3)
    assert result_of([]) == ConsultationResult(0, 0, 0, 0)


def test_the_digest_is_of_question_and_answers_but_not_of_time_and_way():
    ways = [(None, AnswerWay.NONE), (NOW, AnswerWay.PAPER)]
    digests = {
        replies_digest(
            "Chủ trương",
            "Xin cho ý kiến.",
            iter(
                [
                    NamedReply(
                        *("Lê Thị Thu Hà", "Giám đốc", "Sở Nội vụ"),
                        *(OTHER, "Bổ sung mục 2", answered_at, way),
                    ),
                    NamedReply(
                        *("Trần Quốc Bảo", "Chánh án", "Toà án", NONE, ""),
                        *(answered_at, way),
                    ),
                ]
            ),
        )
        for answered_at, way in ways
    }
    written = (
        '{"question":"Xin cho ý kiến.","replies":[["Lê Thị Thu Hà","Giám đốc",'
        '"Sở Nội vụ","other","Bổ sung mục 2"],["Trần Quốc Bảo","Chánh án","Toà án",'
        '"",""]],"title":"Chủ trương"}'
    )
    assert digests == {hashlib.sha256(written.encode()).hexdigest()}
