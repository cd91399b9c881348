"""Text of an opinion, and the number a delegate may send."""

from kiosk.errors import Invalid
from kiosk.opinions.rules import OpinionForm, check_count, opinion_text
from tests.expected_errors import refused

UUID_PATTERN = "0" * 8 + "-0000-0000-0000-" + "0" * 12


def opinion(text: str) -> OpinionForm:
    return OpinionForm(
        key=UUID_PATTERN, note=UUID_PATTERN, document=1, page=1, text=text
    )


def test_the_words_are_returned_composed_and_trimmed():
    assert opinion_text(opinion("  Đồng y\u0301 ")) == "Đồng ý"


def test_an_empty_opinion_is_refused():
    with refused(Invalid, "empty"):
        opinion_text(opinion(" \n"))


def test_the_hundredth_opinion_is_the_last():
    check_count(99)
    with refused(Invalid, "too_many", most=100):
        check_count(100)
