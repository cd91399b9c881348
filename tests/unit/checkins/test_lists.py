"""Attendance lists: what stands in them, as PDF and as a sheet, made by the worker."""

import io

import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook

from kiosk.checkins.lists.maker import ListMaker
from kiosk.checkins.lists.rules import ListState
from kiosk.checkins.lists.shelf import ListShelf
from kiosk.checkins.queries.lists import list_plan
from kiosk.documents.sandbox import Sandbox
from kiosk.roles import Role


def words_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).split())


@pytest.fixture
def site(house) -> int:
    site = house.site("Xã Đăk Sơ Rông")
    people = {
        name: house.person(name, site_id=site, seat=f"A-{n}", unit="Sở Nội vụ")
        for n, name in enumerate(
            ("Hoàng Thị Ngọc Ánh", "Lê Văn Bình", "=HYPERLINK(1)", "Trần Văn Vắng")
        )
    }
    house.person("Người của điểm cầu khác", site_id=house.site("Tỉnh"))
    house.scan(people["Hoàng Thị Ngọc Ánh"][1])
    house.scan(member=people["Lê Văn Bình"][0], method="manual")
    absent = people["Trần Văn Vắng"][0]
    house.mark(absent, state="absent", reason="đi công tác")
    return site


def test_the_plan_has_the_sites_people_by_given_name_and_their_states(house, site):
    with house.store.reading() as session:
        plan = list_plan(session, house.meeting, site)
    said = {line.name: (line.method, line.said) for line in plan.lines}
    assert said == {
        "Hoàng Thị Ngọc Ánh": ("QR", "Có mặt trực tiếp"),
        "Lê Văn Bình": ("Thủ công", "Có mặt trực tiếp"),
        "=HYPERLINK(1)": ("", "Chưa điểm danh"),
        "Trần Văn Vắng": ("", "Vắng mặt: đi công tác"),
    }
    assert plan.foot() == [
        "Tổng số triệu tập: 4",
        "Có mặt: 2 (50,0%), trong đó trực tuyến: 0",
        "Vắng có lý do: 1",
        "Vắng không lý do (chưa điểm danh): 1",
    ]


def test_the_worker_writes_both_and_the_desk_takes_them(house, site):
    base = f"/m/{house.meeting}/roll/list"
    assert house.client.get(f"{base}?site={site}&kind=pdf").status_code == 404
    assert house.client.post(base, json={"site": site}).status_code == 204
    assert house.client.get(f"{base}/state?site={site}").json == {"state": "running"}
    assert house.client.post(base, json={"site": site}).status_code == 409
    assert house.store.bulk_jobs.waiting() == 1
    ListMaker(house.store, Sandbox()).make(house.meeting, site)
    assert house.client.get(f"{base}/state?site={site}").json == {"state": "ready"}

    with house.client.get(f"{base}?site={site}&kind=pdf") as reply:
        assert reply.mimetype == "application/pdf"
        words = words_of(reply.data)
    assert "DANH SÁCH ĐIỂM DANH" in words
    assert "Điểm cầu: Xã Đăk Sơ Rông" in words
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in words
    assert "đi công tác" in words
    assert "TRƯỞNG ĐIỂM CẦU" in words
    assert "Người của điểm cầu khác" not in words

    with house.client.get(f"{base}?site={site}&kind=xlsx") as reply:
        sheet = load_workbook(io.BytesIO(reply.data)).active
    names = [sheet.cell(row, 2) for row in range(5, 9)]
    assert {cell.value for cell in names} >= {"Hoàng Thị Ngọc Ánh", "=HYPERLINK(1)"}
    # A formula from a name would run on the secretary's machine.
    assert {cell.data_type for cell in names} == {"s"}


def test_a_list_is_for_those_who_may_read_that_sites_roll(
    house, site, scene, client_for
):
    base = f"/m/{house.meeting}/roll/list"
    other = scene.make_member(
        house.meeting, Role.ENTRANCE, "Bàn khác", site_id=house.site("Nơi khác")
    )
    desk = client_for(other)
    assert desk.post(base, json={"site": site}).status_code == 404
    assert desk.get(f"{base}?site={site}&kind=pdf").status_code == 404
    assert desk.post(base, json={"site": 0}).status_code == 404
    delegate = client_for(house.person()[0])
    assert delegate.post(base, json={"site": site}).status_code == 403
    assert house.client.post(base, json={"site": 99_999}).status_code == 404


def test_a_meeting_without_people_has_an_empty_list(house):
    with house.store.reading() as session:
        plan = list_plan(session, house.meeting, 0)
    assert plan.lines == ()
    assert plan.foot()[1].startswith("Có mặt: 0 (0%)")


def test_lists_of_meetings_that_are_gone_go_too(house, site):
    maker, shelf = ListMaker(house.store, Sandbox()), ListShelf(house.store.files.root)
    shelf.write(99_999, 0, ListState.READY)
    maker.make(99_999, 0)
    assert shelf.read(99_999, 0) is ListState.NONE
    maker.make(house.meeting, site)
    assert shelf.read(house.meeting, site) is ListState.READY
