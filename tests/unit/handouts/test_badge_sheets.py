"""Each sheet as it is drawn: sizes, places, codes, and no letter out of its place."""

import secrets
from pathlib import Path

import pytest

from kiosk.handouts.render import render_files
from kiosk.handouts.rules import (
    SHEET_GEOMETRIES,
    BadgeSheet,
    HandoutKind,
    HandoutPlan,
    HandoutSection,
    HandoutSpec,
    PrintedPerson,
    role_colour,
)
from kiosk.handouts.text_fit import count_lines, fit_font_size, text_width
from kiosk.roles import Role
from tests.unit.handouts.conftest import LONG_NAME
from tests.unit.handouts.pdf_text import SPOILT, codes, drawn, opened, texts

# Names of 40 characters, the widest there can be, and the longest that are taken.
NAMES = [LONG_NAME, "W" * 40, "Ễ" * 40, "Lê An", "Wm" * 60]
POSTS = ["Phó Chủ tịch Thường trực Uỷ ban nhân dân", "M" * 120]


def carriers(base: str) -> tuple[PrintedPerson, ...]:
    return tuple(
        PrintedPerson(
            name=name,
            position=POSTS[number % 2],
            unit=POSTS[(number + 1) % 2],
            role="Đại biểu chính thức",
            colour=role_colour(Role.OFFICIAL_DELEGATE),
            seat=f"Hàng {number}, ghế 1{number}",
            site="Điểm cầu Đảng uỷ xã Nậm Cắn",
            url=f"{base}/q#{secrets.token_urlsafe(16)}",
            code="ABCD-EF2H",
        )
        for number, name in enumerate(NAMES * 4)
    )


def plan(
    sheet: BadgeSheet, people: tuple[PrintedPerson, ...], title: str
) -> HandoutPlan:
    return HandoutPlan(
        spec=HandoutSpec(HandoutKind.BADGES, sheet),
        body_name="Tỉnh uỷ Sơn Lâm",
        title=title,
        place="",
        day="",
        clock="",
        is_of_the_party=True,
        parts=(HandoutSection("", people),),
    )


@pytest.fixture(scope="module", params=BadgeSheet)
def printed(
    request, tmp_path_factory
) -> tuple[BadgeSheet, tuple[PrintedPerson, ...], bytes]:
    folder: Path = tmp_path_factory.mktemp("sheet")
    people = carriers("https://phong-hop-khong-giay.son-lam.gov.vn")
    title = "Hội nghị trực tuyến toàn tỉnh tổng kết công tác năm " * 9
    list(render_files(plan(request.param, people, title[:460]), folder, ""))
    return request.param, people, (folder / "0.pdf").read_bytes()


def test_every_code_is_read_back_at_level_q_and_25_mm(printed):
    _, people, data = printed
    found = [code for page in opened(data) for code in codes(drawn(page))]
    assert {code.text for code in found} == {one.url for one in people}
    assert len(found) == len(people)
    for code in found:
        assert code.level == "Q"
        assert code.side >= 25


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_every_code_is_read_back_spoilt_too(printed, spoil):
    _, people, data = printed
    found = {
        code.text for page in opened(data) for code in codes(spoil(drawn(page, 150)))
    }
    assert found == {one.url for one in people}


def test_pages_have_their_size_and_each_letter_lies_on_a_label(printed):
    sheet, people, data = printed
    geometry = SHEET_GEOMETRIES[sheet]
    book = opened(data)
    assert len(book) == -(-len(people) // geometry.on_page)
    for page in book:
        width, height = (side / 72 * 25.4 for side in page.get_size())
        assert (width, height) == pytest.approx(geometry.page, abs=0.1)
        words = page.get_textpage()
        corners = [*map(geometry.corner, range(geometry.on_page))]
        for index in range(words.count_chars()):
            if not words.get_text_range(index, 1).strip():
                continue
            sides = [side / 72 * 25.4 for side in words.get_charbox(index)]
            left, bottom, right, top = sides
            assert any(
                x - 0.05 <= left
                and right <= x + geometry.label[0] + 0.05
                and y - 0.05 <= height - top
                and height - bottom <= y + geometry.label[1] + 0.05
                for x, y in corners
            )


def test_nothing_of_any_text_is_missing(printed):
    _, people, data = printed
    words = "".join("".join(texts(data)).split())
    for one in people:
        for said in (one.name, one.position, one.unit, one.seat, one.site, one.code):
            assert "".join(said.split()) in words


def test_no_text_lies_on_another(printed):
    _, _, data = printed
    for page in opened(data):
        words = page.get_textpage()
        boxes = [words.get_rect(at) for at in range(words.count_rects())]
        for at, (left, bottom, right, top) in enumerate(boxes):
            for other in boxes[at + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                # Lines of one text may touch by the room that marks take.
                high = min(top, other[3]) - max(bottom, other[1])
                lowest = min(top - bottom, other[3] - other[1])
                assert wide <= 0.5 or high <= 0.35 * lowest


class TestFitting:
    def test_a_short_text_gets_the_largest_size_and_a_long_one_less(self):
        assert fit_font_size("Lê An", 60, 20, largest=22) == 22
        assert fit_font_size("W" * 120, 48, 18, largest=22) < 10

    def test_a_word_too_long_for_a_line_is_counted_on_several(self):
        assert count_lines("a", 10) == 1
        assert count_lines("", 10) == 1
        assert count_lines("w" * 40, 10) >= 40 * 0.96 / 10

    def test_marks_take_no_width(self):
        assert text_width("Nguyễn") == text_width("Nguyen")
