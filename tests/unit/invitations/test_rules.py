"""Answers to invitations, and pasted lists of addresses."""

import pytest

from kiosk.errors import Invalid
from kiosk.invitations.rules import (
    MOST_PASTED,
    Answer,
    InvitationReply,
    PastedContact,
    checked_answer,
    pasted_contacts,
)
from tests.expected_errors import refused

ADDRESS = "ha@tinh.gov.vn"


def reply(answer, reason="", name="", position=""):
    return InvitationReply("mã-riêng", answer, reason, name, position)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            (Answer.ACCEPTED, "bận họp", "Lê Văn Bình", "Chánh án"),
            (Answer.ACCEPTED,),
        ),
        ((Answer.ACCEPTED,), (Answer.ACCEPTED,)),
        (
            (Answer.ABSENT, " đi\n công  tác ", "Lê Văn Bình", "Chánh án"),
            (Answer.ABSENT, "đi công tác"),
        ),
        (
            (Answer.SUBSTITUTE, "đi\tcông tác", " Lê  Văn\nBình", "Phó  Chánh\tán "),
            (Answer.SUBSTITUTE, "đi công tác", "Lê Văn Bình", "Phó Chánh án"),
        ),
        (
            (Answer.SUBSTITUTE, "ốm", "Lê Văn Bình", " "),
            (Answer.SUBSTITUTE, "ốm", "Lê Văn Bình", ""),
        ),
    ],
)
def test_an_answer_keeps_only_what_belongs_to_it(given, kept):
    assert checked_answer(reply(*given)) == reply(*kept)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("no_answer", (Answer.NONE,)),
        ("no_answer", (Answer.NONE, "ốm", "Lê Văn Bình", "Chánh án")),
        ("no_reason", (Answer.ABSENT,)),
        ("no_reason", (Answer.ABSENT, " \n")),
        ("no_reason", (Answer.SUBSTITUTE, "", "Lê Văn Bình", "Chánh án")),
        ("no_substitute", (Answer.SUBSTITUTE, "ốm")),
        ("no_substitute", (Answer.SUBSTITUTE, "ốm", "\t", "Chánh án")),
    ],
)
def test_an_incomplete_answer_is_refused(code, given):
    with refused(Invalid, code):
        checked_answer(reply(*given))


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        (f"Lê Thị Thu Hà\t{ADDRESS}\ten", ("le thi thu ha", ADDRESS, "en")),
        (f"Lê Thị Thu Hà; {ADDRESS} ;VI", ("le thi thu ha", ADDRESS, "vi")),
        (f" ĐINH Văn Ước , {ADDRESS},", ("dinh van uoc", ADDRESS, None)),
        (f"{ADDRESS}\t\tLê Thị Thu Hà", ("le thi thu ha", ADDRESS, None)),
        ("Lê Thị Thu Hà", ("le thi thu ha", "", None)),
        ("Lê Thị Thu Hà\tEn", ("le thi thu ha", "", "en")),
        ("Lê Thị Thu Hà\tfr\tvi\ten", ("le thi thu ha", "", "vi")),
        (ADDRESS, ("", ADDRESS, None)),
        # Members may be called so: the first cell is never the language.
        (f"Vi\t{ADDRESS}", ("vi", ADDRESS, None)),
        (f"vi\t{ADDRESS}\tvi", ("vi", ADDRESS, "vi")),
        (f"Mai\t{ADDRESS}\tmai@xa.gov.vn", ("mai", ADDRESS, None)),
        (f"{ADDRESS}\tmai@xa.gov.vn\tMai", ("mai", ADDRESS, None)),
        (f"{ADDRESS}\ten", ("", ADDRESS, "en")),
        # A table has running numbers and telephone numbers.
        (f"1\tMai\t{ADDRESS}\t0912 345 678\ten", ("mai", ADDRESS, "en")),
        (f"12.\tVi\t{ADDRESS}", ("vi", ADDRESS, None)),
    ],
)
def test_a_pasted_line_has_name_address_and_language(line, contact):
    assert pasted_contacts(line) == [PastedContact(*contact)]


def test_lines_are_read_in_order_and_empty_ones_left_out():
    text = f"\nMai\t{ADDRESS}\r\n \t;,\n7\n\nLan\ten\n"
    assert pasted_contacts(text) == [
        PastedContact("mai", ADDRESS, None),
        PastedContact("lan", "", "en"),
    ]
    assert pasted_contacts("") == []


def test_a_list_has_up_to_the_most_lines_without_the_empty_ones():
    most = "Mai\n\n" * MOST_PASTED
    assert pasted_contacts(most) == [PastedContact("mai", "", None)] * MOST_PASTED
    with refused(Invalid, limit=MOST_PASTED):
        pasted_contacts(most + "Lan")
