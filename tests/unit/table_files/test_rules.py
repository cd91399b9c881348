"""Headings and days of lists, as people write them."""

import datetime as dt

import pytest

from kiosk.errors import Invalid
from kiosk.table_files.rules import (
    MOST_LIST_ROWS,
    ListRow,
    cell_of,
    check_rows,
    field_of,
    find_columns,
    parse_list_day,
    plan_signature,
)
from tests.expected_errors import refused

NAMES = {"name": ("ten don vi", "don vi"), "mail": ("email", "thu dien tu")}


def rows(*lines):
    return [ListRow(number, list(cells)) for number, cells in enumerate(lines, 1)]


def test_the_heading_is_found_below_a_title():
    found = find_columns(
        rows(
            ["DANH SÁCH ĐƠN VỊ"],
            ["Kèm theo Công văn số 12"],
            ["STT", "Tên đơn vị", "Thư điện tử (nếu có)"],
            ["1", "Sở Tài chính", ""],
        ),
        NAMES,
        "name",
    )
    assert found == (2, {"name": 1, "mail": 2})


def test_a_list_without_heading_is_refused():
    with refused(Invalid, "no_heading"):
        find_columns(rows(["Sở Tài chính", "a@b.vn"]), NAMES, "name")


def test_the_heading_may_be_the_first_line():
    assert find_columns(rows(["Đơn vị"], ["Sở Y tế"]), NAMES, "name") == (
        0,
        {"name": 0},
    )


def test_of_two_headings_the_fuller_one_counts_and_of_equal_ones_the_first():
    lines = rows(
        ["Đơn vị"], ["Email", "Thư điện tử"], ["Đơn vị", "Email"], ["Đơn vị", "Email"]
    )
    assert find_columns(lines, NAMES, "name") == (2, {"name": 0, "mail": 1})
    with refused(Invalid, "no_heading"):
        find_columns(rows(["Email"]), NAMES, "name")


def test_a_heading_has_at_most_sixty_letters():
    assert field_of("Đơn vị " + "x" * 53, NAMES) == "name"
    assert field_of("Đơn vị " + "x" * 54, NAMES) is None


def test_a_sentence_is_no_heading():
    long_one = "Đơn vị nào chưa gửi báo cáo thì xin gửi trước ngày mười lăm tháng này"
    with pytest.raises(Invalid):
        find_columns(rows([long_one]), NAMES, "name")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2026", dt.date(2026, 12, 31)),
        ("1.2.2026", dt.date(2026, 2, 1)),
        ("2026-12-31 00:00:00", dt.date(2026, 12, 31)),
        ("", None),
    ],
)
def test_days(text, day):
    assert parse_list_day(text) == day


@pytest.mark.parametrize(
    "text", ["quý II", "31/02/2026", "12/2026", "tháng 6", "1/1/26"]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError) as error:  # noqa: PT011 its text is the cell's
        parse_list_day(text)
    assert str(error.value) == text or "day is out of range" in str(error.value)


def test_a_cell_loses_the_apostrophe_of_an_export():
    row = ListRow(1, ["'=1+1", " Sở Y tế "])
    assert [cell_of(row, place) for place in (0, 1, 2, None)] == [
        "=1+1",
        "Sở Y tế",
        "",
        "",
    ]


def test_long_lists_are_refused():
    check_rows(MOST_LIST_ROWS)
    with refused(Invalid, "too_many_rows", limit=MOST_LIST_ROWS):
        check_rows(MOST_LIST_ROWS + 1)


def test_another_plan_has_another_signature():
    plan = [ListRow(1, ["a"]), ListRow(2, ["b"])]
    assert plan_signature(plan) == plan_signature(tuple(plan))
    assert plan_signature(plan) != plan_signature(plan[:1]) != plan_signature([])
