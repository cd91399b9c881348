"""What an issued document must say, and the state that an action needs."""

import datetime as dt

import pytest
from msgspec.structs import replace

from kiosk.errors import Conflict, Invalid
from kiosk.issued_documents.rules import (
    IssuedDetails,
    IssuedState,
    check_state,
    clean_details,
    clean_reason,
)
from kiosk.official_papers.urgency import Urgency
from tests.expected_errors import refused

DAY = dt.date(2026, 11, 29)
DETAILS = IssuedDetails(DAY, "Về việc trồng rừng")


def test_details_are_stored_in_nfc_and_stripped():
    typed = IssuedDetails(
        date=DAY,
        summary="  Về  việc\ntrồng ru\u031b\u0300ng ",
        signer=" Lo\u0300 Văn Pánh ",
        urgency=Urgency.EXPRESS,
        recipients=" Sở Ta\u0300i  chính ",
        keeping_unit=" Văn pho\u0300ng ",
        copies=30,
        note=" Bản ma\u0323t ",
    )
    assert clean_details(typed) == IssuedDetails(
        date=DAY,
        summary="Về việc trồng rừng",
        signer="Lò Văn Pánh",
        urgency=Urgency.EXPRESS,
        recipients="Sở Tài  chính",
        keeping_unit="Văn phòng",
        copies=30,
        note="Bản mạt",
    )


@pytest.mark.parametrize("summary", ["", " \n\t"])
def test_a_document_without_summary_is_refused(summary):
    with refused(Invalid, "no_summary"):
        clean_details(replace(DETAILS, summary=summary))


@pytest.mark.parametrize("day", [dt.date(1989, 12, 31), dt.date(2101, 1, 1)])
def test_a_date_outside_the_years_of_the_book_is_refused(day):
    with refused(Invalid, "bad_date"):
        clean_details(replace(DETAILS, date=day))


@pytest.mark.parametrize("day", [dt.date(1990, 1, 1), dt.date(2100, 12, 31)])
def test_the_first_and_the_last_day_of_the_book_are_kept(day):
    dated = replace(DETAILS, date=day)
    assert clean_details(dated) == dated


@pytest.mark.parametrize("reason", ["", "    ", "Sai.", " a  b \n", "So\u0301t."])
def test_a_reason_below_five_characters_is_refused(reason):
    with refused(Invalid, "no_reason"):
        clean_reason(reason)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Sai số", "Sai số"),
        ("Trùng", "Trùng"),
        ("  Ghi\nnhâ\u0300m  số ", "Ghi nhầm số"),
    ],
)
def test_a_reason_is_stored_on_one_line_in_nfc(typed, stored):
    assert clean_reason(typed) == stored


@pytest.mark.parametrize("state", IssuedState)
@pytest.mark.parametrize("wanted", IssuedState)
def test_an_action_is_refused_in_every_other_state(state, wanted):
    if state == wanted:
        check_state(state.value, wanted)
    else:
        with refused(Conflict, "wrong_state"):
            check_state(state.value, wanted)
