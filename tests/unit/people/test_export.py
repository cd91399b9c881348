"""The list given out: opened by Excel without harm, read back without change."""

import io

import openpyxl
import pytest

from kiosk.roles import Role
from tests.people_lists import as_csv, people

HARM = '=HYPERLINK("http://x","Lương")'


@pytest.fixture
def full(desk):
    desk.bring(as_csv(people(40)))
    desk.choose(create_sites=True)
    desk.take()
    return desk


@pytest.mark.process
def test_csv_is_for_excel_in_vietnamese(full):
    data = full.copy("csv")
    assert data.startswith(b"\xef\xbb\xbf")
    heading, first, *_ = data.decode("utf-8-sig").splitlines()
    assert heading.split(";")[:3] == ["STT", "Họ và tên", "Chức vụ"]
    assert first.split(";")[0] == "1"


@pytest.mark.process
def test_people_stand_in_the_order_of_their_given_names(full):
    lines = full.copy("csv").decode("utf-8-sig").splitlines()[1:]
    named = [line.split(";")[1] for line in lines]
    assert [name for name in named if name != "Lê Thị Phương Quyên"] == [
        name for name, _ in full.people()
    ]


@pytest.mark.process
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_given_out_comes_back_without_a_change(full, kind):
    state = full.bring(full.copy(kind), f"ds.{kind}")
    counts = state["counts"]
    assert (counts["same"], counts["absent"]) == (41, 0)
    assert counts["new"] == counts["changed"] == counts["wrong"] == 0


@pytest.mark.process
@pytest.mark.parametrize("words", [HARM, "+84", "-2+3", "@SUM(1)"])
def test_no_word_becomes_a_formula(desk, scene, words):
    scene.make_member(desk.meeting, Role.GUEST, "Lê Ánh", position=words)
    text = desk.copy("csv").decode("utf-8-sig")
    assert f"'{words[0]}" in text
    assert f";{words[0]}" not in text
    book = openpyxl.load_workbook(io.BytesIO(desk.copy("xlsx")))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert f"'{words}" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.process
def test_a_post_behind_a_dash_comes_back_as_it_was(desk, scene):
    scene.make_member(desk.meeting, Role.GUEST, "Lê Ánh", position="-Phó Bí thư")
    assert desk.bring(desk.copy("csv"))["counts"]["same"] == 2


def test_there_is_nothing_to_take_before_it_is_made(desk):
    assert desk.client.get(f"{desk.url}/copy/csv").status_code == 404
    assert desk.client.get(f"{desk.url}/copy/exe").status_code == 404


@pytest.mark.process
def test_a_text_from_word_or_pdf_does_not_stop_the_export(desk, scene):
    # As imports of before, or another system, may have stored it.
    words = "Trưởng\x0bphòng\x02 Tổng\x1ehợp"
    scene.make_member(desk.meeting, Role.GUEST, "Lê Ánh", position=words)
    book = openpyxl.load_workbook(io.BytesIO(desk.copy("xlsx")))
    cells = {cell.value for row in book.active.iter_rows() for cell in row}
    assert "Trưởng phòng Tổng-hợp" in cells
