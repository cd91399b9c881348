"""Words, totals and batches of an attendance list."""

import pytest

from kiosk.checkins.lists.rules import (
    AttendanceListContent,
    AttendanceListRow,
    AttendanceTotals,
    SectionSlice,
    SiteSection,
    split_into_batches,
    totals_of,
)
from kiosk.checkins.rules import AttendanceState

IN_PERSON, ONLINE = AttendanceState.PRESENT_IN_PERSON, AttendanceState.PRESENT_ONLINE
ABSENT, UNCONFIRMED = AttendanceState.ABSENT, AttendanceState.UNCONFIRMED
INSIDE = {"state": IN_PERSON, "is_inside": True}


def row(**fields):
    texts = dict.fromkeys(
        (*("name", "position", "unit", "role"), *("site", "seat", "came", "method")), ""
    )
    return AttendanceListRow(**texts | {"state": UNCONFIRMED, "reason": ""} | fields)


def section(site, *names):
    return SiteSection(site, tuple(row(name=name, site=site) for name in names))


def content(*parts, **fields):
    known = {"body_name": "", "title": "", "place": "", "day": ""}
    return AttendanceListContent(**known | fields, parts=parts)


# One or more in each state; every total differs from its neighbours.
ROWS = (
    *(row(**INSIDE), row(**INSIDE, is_late=True), row(**INSIDE, is_late=True)),
    *(row(state=ONLINE, is_inside=True), row(state=ONLINE, left="10:05")),
    row(state=IN_PERSON, is_late=True, left="09:30"),
    *(row(state=ABSENT), row(state=ABSENT, reason="ốm")),
    *(row(), row(), row(), row(is_inside=True)),
)
TOTALS = AttendanceTotals(
    summoned=12,
    present=5,
    in_person=3,
    online=2,
    left=1,
    absent=2,
    unconfirmed=4,
    late=3,
    left_early=2,
)
SAID = (
    "triệu tập: 12; có mặt: 5; trực tiếp: 3; trực tuyến: 2; đã ra: 1; "
    "vắng có lý do: 2; chưa điểm danh: 4; đến sau khai mạc: 3; ra về sớm: 2"
)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (INSIDE, "Có mặt trực tiếp"),
        ({"state": IN_PERSON}, "Có mặt trực tiếp, đã ra"),
        ({"state": ONLINE}, "Có mặt trực tuyến"),
        ({"state": UNCONFIRMED}, "Chưa điểm danh"),
        ({"state": ABSENT}, "Vắng mặt"),
        ({"state": ABSENT, "reason": "đi công tác"}, "Vắng mặt: đi công tác"),
    ],
)
def test_a_state_is_written_with_the_reason_of_an_absence(fields, said):
    assert row(**fields).said == said


@pytest.mark.parametrize(
    ("site", "seat", "place"),
    [
        ("Xã Tân Phú", "A-12", "Xã Tân Phú – Ghế A-12"),
        ("Xã Tân Phú", "", "Xã Tân Phú"),
        ("", "A-12", "Ghế A-12"),
        ("", "", ""),
    ],
)
def test_a_place_is_site_and_seat(site, seat, place):
    assert row(site=site, seat=seat).place == place


@pytest.mark.parametrize(
    ("is_late", "left", "note"),
    [
        (True, "10:05", "Đến sau khai mạc; Ra về sớm 10:05"),
        (True, "", "Đến sau khai mạc"),
        (False, "10:05", "Ra về sớm 10:05"),
        (False, "", ""),
    ],
)
def test_a_note_names_late_arrival_and_early_departure(is_late, left, note):
    assert row(is_late=is_late, left=left).note == note


def test_each_state_is_counted_apart():
    assert totals_of(iter(ROWS)) == TOTALS
    assert totals_of(()) == AttendanceTotals(0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert TOTALS.said == SAID


def test_a_list_has_the_rows_and_totals_of_all_its_sections():
    first, second = SiteSection("Tỉnh", ROWS[:5]), SiteSection("", ROWS[5:])
    whole = content(first, second, is_whole=True)
    assert whole.lines == ROWS
    assert whole.sums == TOTALS
    assert first.sums == totals_of(ROWS[:5])
    assert whole.foot() == [f"Toàn hội nghị: {SAID}"]


def test_only_a_list_of_one_site_has_its_name():
    part = section("Xã Tân Phú", "Lê Văn Bình")
    assert content(part).site == "Xã Tân Phú"
    assert content(part, is_whole=True).site == ""


@pytest.mark.parametrize(
    ("body_name", "is_of_the_party"),
    [("Tỉnh uỷ Gia Lai", True), ("Uỷ ban nhân dân tỉnh", False)],
)
def test_a_body_of_the_party_has_the_heading_of_the_party(body_name, is_of_the_party):
    assert content(body_name=body_name).is_of_the_party is is_of_the_party


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            ROWS,
            [
                "Tổng số triệu tập: 12",
                "Có mặt: 6 (50,0%), trong đó trực tuyến: 2, đã ra: 1",
                "Vắng có lý do: 2",
                "Vắng không lý do (chưa điểm danh): 4",
            ],
        ),
        (
            (row(**INSIDE), row(state=ONLINE), row(state=ABSENT)),
            [
                "Tổng số triệu tập: 3",
                "Có mặt: 2 (66,7%), trong đó trực tuyến: 1",
                "Vắng có lý do: 1",
                "Vắng không lý do (chưa điểm danh): 0",
            ],
        ),
        (
            (),
            [
                "Tổng số triệu tập: 0",
                "Có mặt: 0 (0%), trong đó trực tuyến: 0",
                "Vắng có lý do: 0",
                "Vắng không lý do (chưa điểm danh): 0",
            ],
        ),
    ],
)
def test_below_the_list_of_a_site_those_who_left_count_as_present(rows, lines):
    assert content(SiteSection("Xã Tân Phú", rows)).foot() == lines


LONG = section("Tỉnh", "Đinh Văn Hải", "Hoàng Thị Ngọc Ánh", "Lê Văn Bình")
EMPTY, SHORT = section("Xã Ia Púch"), section("Xã Tân Phú", "Rơ Châm H'Bia")


def cut(part, first, start, stop):
    return SectionSlice(part, first, part.lines[start:stop], is_start=start == 0)


@pytest.mark.parametrize(
    ("parts", "at_once", "batches"),
    [
        ([], 2, [[]]),
        ([EMPTY], 2, [[]]),
        ([SHORT], 1, [[cut(SHORT, 1, 0, 1)]]),
        ([SHORT], 2, [[cut(SHORT, 1, 0, 1)]]),
        (
            [LONG],
            1,
            [[cut(LONG, 1, 0, 1)], [cut(LONG, 2, 1, 2)], [cut(LONG, 3, 2, 3)]],
        ),
        (
            [LONG, EMPTY, SHORT],
            2,
            [[cut(LONG, 1, 0, 2)], [cut(LONG, 3, 2, 3), cut(SHORT, 4, 0, 1)]],
        ),
        (
            [SHORT, LONG],
            3,
            [[cut(SHORT, 1, 0, 1), cut(LONG, 2, 0, 2)], [cut(LONG, 4, 2, 3)]],
        ),
        ([LONG, SHORT], 9, [[cut(LONG, 1, 0, 3), cut(SHORT, 4, 0, 1)]]),
    ],
)
def test_batches_hold_the_rows_in_order_and_are_numbered_on(parts, at_once, batches):
    assert list(split_into_batches(content(*parts), at_once)) == batches
