"""What an opinion may say, and how many a delegate may send."""

from kiosk.errors import Invalid
from kiosk.opinions.rules import Opinion, check_room, words_of
from tests.refusals import refused

KEY = "0" * 8 + "-0000-0000-0000-" + "0" * 12


def opinion(text: str) -> Opinion:
    return Opinion(key=KEY, note=KEY, document=1, page=1, text=text)


def test_the_words_are_returned_composed_and_trimmed():
    assert words_of(opinion("  Đồng y\u0301 ")) == "Đồng ý"


def test_an_empty_opinion_is_refused():
    with refused(Invalid, "empty"):
        words_of(opinion(" \n"))


def test_the_hundredth_opinion_is_the_last():
    check_room(99)
    with refused(Invalid, "too_many", most=100):
        check_room(100)
