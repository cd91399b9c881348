"""Heading of the body, and signature of a plan."""

import pytest

from kiosk.printing.rules import (
    PrintedItem,
    PrintoutPlan,
    is_party_body,
)


@pytest.mark.parametrize(
    ("name", "is_party"),
    [
        ("Tỉnh uỷ Lào Cai", True),
        ("Ban Thường vụ Huyện uỷ", True),
        ("Đảng bộ xã", True),
        ("Uỷ ban nhân dân tỉnh", False),
        ("Hội đồng nhân dân", False),
        ("Ban chỉ đạo của Đảng uỷ và Uỷ ban nhân dân", False),
        ("Quân uỷ", True),
        ("Hội nghị đảng viên", False),
        ("Đảngxã", False),
    ],
)
def test_party_bodies_are_known_by_their_names(name, is_party):
    assert is_party_body(name) is is_party
    plan = PrintoutPlan(name, "Họp", "Hội trường", "01/12", "8:00", ())
    assert plan.is_of_the_party is is_party


def test_a_changed_plan_has_another_signature():
    item = PrintedItem("1", "Báo cáo", "A", 10, is_on_paper=False, papers=())
    plans = [
        PrintoutPlan("A", "Họp", "B", "01/12", "8:00", items) for items in ((), (item,))
    ]
    assert len({plan.signature for plan in plans}) == 2
    assert (
        plans[0].signature
        == PrintoutPlan("A", "Họp", "B", "01/12", "8:00", ()).signature
    )
