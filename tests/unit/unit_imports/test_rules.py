"""What a list would change: compared with what is known, row by row."""

import pytest

from kiosk.errors import Invalid
from kiosk.table_files.rules import ListRow
from kiosk.unit_imports.rules import (
    KnownUnit,
    PlannedUnit,
    UnitChange,
    from_above,
    plan_units,
)
from kiosk.units.rules import CIRCULAR_PARENT
from tests.expected_errors import refused

NEW, CHANGED, SAME, WRONG = UnitChange
HEADING = ["Tên đơn vị", "Ký hiệu", "Thư điện tử", "Đơn vị cấp trên"]
FINANCE = KnownUnit(1, "Sở Tài chính", "STC", "stc@tinh.gov.vn", "Tỉnh Hoà Bình")
PROVINCE = KnownUnit(2, "Tỉnh Hoà Bình", "", "", "")
KNOWN = [FINANCE, PROVINCE]
NAME_PROBLEM = "Xin ghi tên đơn vị, không quá {limit} chữ."
SYMBOL_PROBLEM = "Ký hiệu đơn vị không quá {limit} chữ."
EMAIL_PROBLEM = "“{email}” không phải một địa chỉ thư điện tử. Ví dụ: stc@tinh.gov.vn"
REPEATED = "Trùng với dòng {row}."
NO_PARENT = "Không có đơn vị cấp trên “{parent}”."


def plan(*lines, known=(), heading=HEADING):
    rows = [ListRow(n, list(cells)) for n, cells in enumerate([heading, *lines], 1)]
    return plan_units(rows, known)


def results(planned):
    return [(one.row, one.change, one.problem, one.details) for one in planned]


def test_rows_with_a_name_below_the_heading_are_planned():
    rows = [
        ListRow(1, ["DANH SÁCH CÁC SỞ"]),
        ListRow(3, HEADING),
        ListRow(4, [" Sở  Ta\u0300i chính ", "S\nTC", " stc@tinh.gov.vn", " Sở Y tế "]),
        ListRow(6, ["", "SNV", "snv@tinh.gov.vn", ""]),
        ListRow(7, ["Sở Y tế"]),
    ]
    assert plan_units(rows, []) == [
        PlannedUnit(4, "Sở Tài chính", "S TC", "stc@tinh.gov.vn", "Sở Y tế", NEW),
        PlannedUnit(7, "Sở Y tế", "", "", "", NEW),
    ]


def test_columns_may_be_missing_or_in_another_order():
    found = plan(["SYT", "Sở Y tế"], heading=["Symbol", "Unit"])
    assert found == [PlannedUnit(2, "Sở Y tế", "SYT", "", "", NEW)]


def test_a_list_without_names_is_refused():
    with refused(Invalid, "no_heading"):
        plan(["STC", "stc@tinh.gov.vn"], heading=["Ký hiệu", "Thư điện tử"])


@pytest.mark.parametrize(
    ("cells", "change", "stored"),
    [
        (["", "", ""], SAME, FINANCE),
        (["STC", "stc@tinh.gov.vn", "Tỉnh Hoà Bình"], SAME, FINANCE),
        (["TC", "", ""], CHANGED, KnownUnit(1, "", "TC", FINANCE.email, PROVINCE.name)),
        (["", "a@b.vn", ""], CHANGED, KnownUnit(1, "", "STC", "a@b.vn", PROVINCE.name)),
        (
            ["", "", "TỈNH HÒA BÌNH"],
            SAME,
            KnownUnit(1, "", "STC", FINANCE.email, "TỈNH HÒA BÌNH"),
        ),
        (
            ["", "", "Sở Y tế"],
            CHANGED,
            KnownUnit(1, "", "STC", FINANCE.email, "Sở Y tế"),
        ),
    ],
)
def test_a_known_unit_keeps_what_the_list_leaves_empty(cells, change, stored):
    found, _ = plan(["SỞ TÀI CHÍNH", *cells], ["Sở Y tế"], known=KNOWN)
    assert found == PlannedUnit(
        2, "SỞ TÀI CHÍNH", stored.symbol, stored.email, stored.parent, change
    )


def test_a_known_unit_in_another_spelling_is_the_same():
    (found,) = plan(["tỉnh Hòa Bình"], known=KNOWN)
    assert found == PlannedUnit(2, "tỉnh Hòa Bình", "", "", "", SAME)


@pytest.mark.parametrize(
    ("cells", "problem", "details"),
    [
        (["…"], NAME_PROBLEM, {"limit": "200"}),
        (["x" * 201], NAME_PROBLEM, {"limit": "200"}),
        (["Sở Y tế", "s" * 31], SYMBOL_PROBLEM, {"limit": "30"}),
        (["Sở Y tế", "SYT", "syt"], EMAIL_PROBLEM, {"email": "syt"}),
        (["Sở Y tế", "", "y" * 61], EMAIL_PROBLEM, {"email": "y" * 60}),
        (["SỞ TÀI CHÍNH", "", "stc"], EMAIL_PROBLEM, {"email": "stc"}),
    ],
)
def test_a_row_that_is_no_unit_is_wrong_and_says_why(cells, problem, details):
    (found,) = plan(cells, known=KNOWN)
    assert results([found]) == [(2, WRONG, problem, details)]


def test_a_wrong_row_is_shown_as_it_was_written():
    (found,) = plan(["Sở  Y tế", "S  Y", "s y t", "Tỉnh  Hoà Bình"])
    shown = (found.name, found.symbol, found.email, found.parent)
    assert shown == ("Sở  Y tế", "S  Y", "s y t", "Tỉnh  Hoà Bình")
    assert found.change is WRONG


@pytest.mark.parametrize(
    ("column", "text", "most"),
    [(0, "Sở Y tế", 400), (1, "SYT", 200), (2, "syt@tinh.gov.vn", 500)],
)
def test_only_the_beginning_of_a_long_cell_is_read(column, text, most):
    cells = ["Sở Nội vụ", "SNV", "snv@tinh.gov.vn"]
    for filled, is_read in [(most, False), (most - 1, True)]:
        cells[column] = f"{text.ljust(filled)}x"
        (found,) = plan(cells)
        shown = (found.name, found.symbol, found.email)[column]
        assert (shown != text) is is_read


def test_a_name_that_stands_above_is_repeated():
    found = plan(
        ["Sở Y tế", "", "khong-phai-thu"],
        ["SỞ Y TẾ"],
        ["Sở Tài chính", "TC"],
        ["Sở Hoà giải"],
        ["Sở Tài Chính"],
        ["Sở Hòa giải"],
        ["sở y tế", "", "syt"],
        ["Sở Y Tế"],
        known=KNOWN,
    )
    assert results(found) == [
        (2, WRONG, EMAIL_PROBLEM, {"email": "khong-phai-thu"}),
        (3, WRONG, REPEATED, {"row": "2"}),
        (4, CHANGED, "", {}),
        (5, NEW, "", {}),
        (6, WRONG, REPEATED, {"row": "4"}),
        (7, WRONG, REPEATED, {"row": "5"}),
        (8, WRONG, EMAIL_PROBLEM, {"email": "syt"}),
        (9, WRONG, REPEATED, {"row": "2"}),
    ]


def test_a_unit_above_must_be_known_or_in_the_list():
    found = plan(
        ["Sở Y tế", "", "khong-phai-thu", "Sở Không Có"],
        ["Phòng Một", "", "", "Phòng Bốn"],
        ["Phòng Hai", "", "", "Sở Y tế"],
        ["Phòng Ba", "", "", "PHÒNG BA"],
        ["Phòng Bốn", "", "", "TỈNH HÒA BÌNH"],
        ["Phòng Năm", "", "", "…"],
        ["Phòng Sáu", "", "", "x" * 61],
        ["Sở Tài chính", "", "", "Sở Không Có"],
        ["Phòng Bảy", "", "", "Sở Tài chính"],
        ["Phòng Tám", "", "", "Tỉnh Hoà Bình"],
        known=KNOWN,
    )
    assert results(found) == [
        (2, WRONG, EMAIL_PROBLEM, {"email": "khong-phai-thu"}),
        (3, NEW, "", {}),
        (4, WRONG, NO_PARENT, {"parent": "Sở Y tế"}),
        (5, WRONG, CIRCULAR_PARENT, {}),
        (6, NEW, "", {}),
        (7, NEW, "", {}),
        (8, WRONG, NO_PARENT, {"parent": "x" * 60}),
        (9, WRONG, NO_PARENT, {"parent": "Sở Không Có"}),
        (10, NEW, "", {}),
        (11, NEW, "", {}),
    ]


def test_what_stands_below_a_wrong_row_is_wrong_as_well():
    found = plan(
        ["Phòng Ba", "", "", "Phòng Hai"],
        ["Phòng Hai", "", "", "Phòng Một"],
        ["Phòng Một", "", "", "Sở Không Có"],
        ["Phòng Bốn", "", "", "Tỉnh Hoà Bình"],
        known=KNOWN,
    )
    assert results(found) == [
        (2, WRONG, NO_PARENT, {"parent": "Phòng Hai"}),
        (3, WRONG, NO_PARENT, {"parent": "Phòng Một"}),
        (4, WRONG, NO_PARENT, {"parent": "Sở Không Có"}),
        (5, NEW, "", {}),
    ]


def test_units_that_stand_below_one_another_in_a_circle_are_wrong():
    found = plan(
        ["Phòng Một", "", "", "Phòng Hai"],
        ["Phòng Hai", "", "", "Phòng Ba"],
        ["Phòng Ba", "", "", "Phòng Một"],
        ["Phòng Bốn", "", "", "Phòng Ba"],
        # The province would stand below what it is above.
        ["Tỉnh Hoà Bình", "", "", "Sở Tài chính"],
        known=KNOWN,
    )
    assert results(found) == [
        (2, WRONG, CIRCULAR_PARENT, {}),
        (3, WRONG, CIRCULAR_PARENT, {}),
        (4, WRONG, CIRCULAR_PARENT, {}),
        (5, WRONG, NO_PARENT, {"parent": "Phòng Ba"}),
        (6, WRONG, CIRCULAR_PARENT, {}),
    ]


def test_two_units_may_change_places():
    found = plan(
        ["Tỉnh Hoà Bình", "", "", "Sở Tài chính"],
        ["Sở Tài chính", "", "", "Sở Y tế"],
        ["Sở Y tế"],
        known=KNOWN,
    )
    assert [one.change for one in found] == [CHANGED, CHANGED, NEW]


def test_new_and_changed_units_are_applied_from_above():
    planned = plan(
        ["Phòng Hai", "", "", "Phòng Một"],
        ["Phòng Một", "", "", "Sở Tài chính"],
        ["Sở Tài chính", "", "", "Sở Y tế"],
        ["Phòng Ba", "", "", "Sở Không Có"],
        ["Tỉnh Hoà Bình"],
        ["Sở Y tế"],
        known=KNOWN,
    )
    names = [one.name for one in from_above(planned, KNOWN)]
    assert names == ["Sở Y tế", "Sở Tài chính", "Phòng Một", "Phòng Hai"]
