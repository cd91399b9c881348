"""The register: numbers are taken once, gaps are explained, everything is found."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from kiosk.errors import Conflict, Invalid, NotFound
from kiosk.issued_documents.actions.register import (
    change_issued,
    give_up_number,
    reserve_number,
)
from kiosk.issued_documents.document_types import IssuedType, number_text
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.register import (
    RegisterFilter,
    missing_numbers,
    register_page,
)
from kiosk.issued_documents.rules import (
    ChangeForm,
    IssuedDetails,
    IssuedSource,
    IssuedState,
    ReserveForm,
)
from kiosk.official_papers.actions import take_number
from kiosk.official_papers.rules import PaperFamily

DAY = dt.date(2026, 11, 27)
PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE


def form(
    family=PARTY, issued_type=IssuedType.CONCLUSION, number=None, source=None, **words
):
    details = {"date": DAY, "summary": "về công tác cán bộ"} | words
    return ReserveForm(
        family,
        issued_type,
        IssuedDetails(**details),
        source or IssuedSource(),
        number,
    )


def reserve(store, *arguments, **options):
    with store.unit_of_work("test") as work:
        made = reserve_number(work, by="Lê Văn Thư", form=form(*arguments, **options))
        return made.id, number_text(made.family, made.number, made.symbol)


def found(store, **wanted):
    with store.read_session() as session:
        lines = register_page(session, RegisterFilter(**wanted), 1).lines
        return [line.summary for line in lines]


def test_numbers_are_counted_by_type_and_period(store, counted):
    numbers = [
        reserve(store)[1],
        reserve(store, issued_type=IssuedType.NOTICE)[1],
        # The Party counts through the whole term.
        reserve(store, date=dt.date(2027, 1, 4))[1],
        reserve(store, STATE, IssuedType.DECISION)[1],
        reserve(store, STATE, IssuedType.DECISION)[1],
        # The State begins again with each year.
        reserve(store, STATE, IssuedType.DECISION, date=dt.date(2027, 1, 4))[1],
    ]
    assert numbers == [
        *("01-KL/TU", "01-TB/TU", "02-KL/TU"),
        *("01/QĐ-UBND", "02/QĐ-UBND", "01/QĐ-UBND"),
    ]


def test_many_people_at_once_get_different_numbers(store, counted):
    with ThreadPoolExecutor(8) as people:
        made = list(people.map(lambda _: reserve(store)[1], range(40)))
    assert sorted(made) == [f"{n:02d}-KL/TU" for n in range(1, 41)]


def test_a_number_by_hand_is_needed_and_is_taken_once(store):
    with pytest.raises(Invalid):
        reserve(store)
    assert reserve(store, number=7)[1] == "07-KL/TU"
    with pytest.raises(Conflict, match="đã dùng"):
        reserve(store, number=7)
    # Nothing is left of what was refused.
    assert found(store) == ["về công tác cán bộ"]


def test_counting_goes_around_numbers_that_were_given_by_hand(store, request):
    reserve(store, STATE, IssuedType.DECISION, number=2)
    request.getfixturevalue("counted")
    made = [reserve(store, STATE, IssuedType.DECISION)[1] for _ in range(2)]
    assert made == ["01/QĐ-UBND", "03/QĐ-UBND"]


def test_a_number_is_given_up_with_a_reason_only_and_never_used_again(store, counted):
    issued_id, _ = reserve(store)
    with store.unit_of_work("test") as work, pytest.raises(Invalid):
        give_up_number(work, by="Lê Văn Thư", issued_id=issued_id, reason=" . ")
    with store.unit_of_work("test") as work:
        give_up_number(
            work, by="Lê Văn Thư", issued_id=issued_id, reason="Ghi nhầm tên loại"
        )
    with store.unit_of_work("test") as work, pytest.raises(Conflict):
        give_up_number(work, by="Lê Văn Thư", issued_id=issued_id, reason="Lần nữa")
    assert reserve(store)[1] == "02-KL/TU"
    with store.read_session() as session:
        line = session.get_one(IssuedDocument, issued_id)
        assert (line.state, line.reason) == (IssuedState.GIVEN_UP, "Ghi nhầm tên loại")
        assert missing_numbers(session, DAY) == []


def test_a_number_taken_without_a_line_is_shown_as_missing(store, counted):
    with store.unit_of_work("test") as work:
        take_number(work, family=PARTY, symbol="KL/TU", day=DAY)
    reserve(store)
    with store.read_session() as session:
        (gap,) = missing_numbers(session, DAY)
    assert (gap.family, gap.symbol, gap.numbers) == ("dang", "KL/TU", [1])


@pytest.mark.parametrize(
    "words",
    [
        {"summary": "   "},
        {"date": dt.date(1875, 1, 1)},
        {"source": IssuedSource(item_id=1)},
    ],
)
def test_wrong_words_are_refused_and_take_no_number(store, counted, words):
    with pytest.raises(Invalid):
        reserve(store, **words)
    assert reserve(store)[1] == "01-KL/TU"


def test_a_meeting_that_is_not_there_and_an_item_of_another(store, scene, counted):
    meeting, other = scene.make_meeting(), scene.make_meeting()
    item = scene.make_item(other)
    with pytest.raises(NotFound):
        reserve(store, source=IssuedSource(meeting_id=99))
    with pytest.raises(Invalid):
        reserve(store, source=IssuedSource(meeting, item))
    issued_id, _ = reserve(store, source=IssuedSource(other, item))
    with store.read_session() as session:
        assert " – " in session.get_one(IssuedDocument, issued_id).source_title


def test_a_change_needs_the_revision_seen_and_keeps_the_period(store, counted):
    issued_id, _ = reserve(store, STATE, IssuedType.DECISION)

    def change(revision, **words):
        details = form(**words).details
        with store.unit_of_work("test") as work:
            return change_issued(
                work, issued_id=issued_id, form=ChangeForm(details, revision)
            )

    assert change(1, summary="về nhân sự", signer="Trần Văn Hải") == 2
    with pytest.raises(Conflict):
        change(1, summary="bị ghi đè")
    with pytest.raises(Invalid, match="kỳ đánh số"):
        change(2, date=dt.date(2027, 1, 1))
    assert found(store, q="tran van hai") == ["về nhân sự"]


def test_it_is_found_with_and_without_marks_by_number_type_signer_and_year(
    store, counted
):
    reserve(store, summary="về dưỡng lão", signer="Đỗ Thị Ánh")
    reserve(store, summary="về đường bộ", date=dt.date(2025, 12, 1))
    reserve(store, STATE, IssuedType.DECISION, summary="về nhân sự")
    assert found(store, q="duong") == ["về dưỡng lão", "về đường bộ"]
    # As typed first.
    assert found(store, q="đường") == ["về đường bộ", "về dưỡng lão"]
    assert found(store, q="do thi anh") == ["về dưỡng lão"]
    assert found(store, q="02-KL/TU") == ["về đường bộ"]
    assert found(store, q="2-kl") == ["về đường bộ"]
    assert found(store, q="quyet dinh") == ["về nhân sự"]
    assert found(store, type="decision") == ["về nhân sự"]
    assert found(store, year="2025") == ["về đường bộ"]
    assert found(store, family="nd30") == ["về nhân sự"]
    assert found(store, q="100%_") == found(store, year="1999") == []


def test_pages_behind_the_last_are_the_last(store, counted):
    for _ in range(51):
        reserve(store)
    with store.read_session() as session:
        page = register_page(session, RegisterFilter(), 99)
        assert (page.number, page.pages, page.total) == (2, 2, 51)
        assert len(page.lines) == 1
        assert len(session.scalars(select(IssuedDocument)).all()) == 51
