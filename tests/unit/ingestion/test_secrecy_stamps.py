"""Secrecy stamps are found; the same words in running text are not."""

import pytest

from kiosk.documents.rules import check_no_stamp
from kiosk.errors import Forbidden
from kiosk.ingestion.secrecy_stamps import find_stamp

WIDTH, HEIGHT = 595.0, 842.0
LINE = 12 / HEIGHT


def line(text, *, top=0.2, left=0.1, height=LINE):
    """Place the words of a line beside each other."""
    words, x = [], left
    for word in text.split():
        width = len(word) * 7 / WIDTH
        words.append((x, top, width, height, word))
        x += width + 4 / WIDTH
    return words


BODY = [
    word
    for number in range(5)
    for word in line("Thực hiện Nghị quyết của tỉnh", top=0.5 + number * 0.04)
]


@pytest.mark.parametrize(
    ("said", "stamp"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        # With the frame as Tesseract may read it.
        ("| MẬT |", "MẬT"),
        ("[MẬT]", "MẬT"),
        ("MÂT", "MẬT"),
        ("TÔI MẬT", "TỐI MẬT"),
        ("TUYET MAT", "TUYỆT MẬT"),
    ],
)
def test_a_stamp_is_found(said, stamp):
    assert find_stamp(line(said) + BODY, WIDTH, HEIGHT) == stamp


def test_a_stamp_beside_the_date_of_the_other_column_is_found():
    words = line("MẬT", left=0.15) + line("Lai Châu, ngày 05 tháng 5", left=0.5) + BODY
    assert find_stamp(words, WIDTH, HEIGHT) == "MẬT"


def test_the_strictest_counts():
    words = line("MẬT", top=0.1) + line("TUYỆT MẬT", top=0.2) + BODY
    assert find_stamp(words, WIDTH, HEIGHT) == "TUYỆT MẬT"


@pytest.mark.parametrize(
    "said",
    [
        "bảo vệ bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "mật độ dân số",
        "MẬT ĐỘ DÂN SỐ",
        "Mật",
        "Tối mật",
        "mật",
        "CÁC ĐỘ MẬT",
        "VĂN BẢN MẬT, TỐI MẬT, TUYỆT MẬT",
        "MẶT TRẬN",
        "MẶT",
        "MÁT",
        "Độ mật: MẬT",
    ],
)
def test_running_text_is_no_stamp(said):
    assert find_stamp(line(said) + BODY, WIDTH, HEIGHT) == ""


def test_a_title_that_breaks_inside_the_word_is_no_stamp():
    words = line("TUYÊN TRUYỀN BẢO VỆ BÍ", top=0.2) + line("MẬT", top=0.22) + BODY
    assert find_stamp(words, WIDTH, HEIGHT) == ""


def test_what_is_small_or_far_down_is_no_stamp():
    small = line("MẬT", height=LINE / 3)
    low = line("MẬT", top=0.7)
    assert find_stamp(small + BODY, WIDTH, HEIGHT) == ""
    assert find_stamp(low + BODY, WIDTH, HEIGHT) == ""
    assert find_stamp([], WIDTH, HEIGHT) == ""


def test_the_refusal_says_page_and_stamp():
    check_no_stamp("", 0)
    with pytest.raises(Forbidden) as refused:
        check_no_stamp("TỐI MẬT", 3)
    assert refused.value.details == {"page": 3, "stamp": "TỐI MẬT"}
