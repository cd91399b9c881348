"""Headings and days of lists, as people write them."""

import datetime as dt

import pytest

from kiosk.errors import Invalid
from kiosk.table_files.rules import (
    MOST_LIST_ROWS,
    ListRow,
    cell_of,
    check_rows,
    find_columns,
    parse_list_day,
)

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
    with pytest.raises(Invalid) as refusal:
        find_columns(rows(["Sở Tài chính", "a@b.vn"]), NAMES, "name")
    assert refusal.value.reason == "no_heading"


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
    with pytest.raises(ValueError):  # noqa: PT011 its text is that of the cell
        parse_list_day(text)


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
    with pytest.raises(Invalid):
        check_rows(MOST_LIST_ROWS + 1)
