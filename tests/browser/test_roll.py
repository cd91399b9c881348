"""Attendance and quorum, live while people arrive."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.sites.models import Site
from tests.browser.layout import faults
from tests.browser.test_entrance import Desk

NAMES = ["Hoàng Thị Ngọc Ánh", "Lê Văn An", "Trần Văn Bình"]


@pytest.fixture
def desk(real_scene, real_server, open_tablet) -> Desk:
    found = Desk(real_scene, real_server, open_tablet)
    found.meeting = real_scene.make_meeting(state=MeetingState.PUBLISHED)
    return found


def row_of(roll: Page, name: str):
    return roll.locator(".roll-table tr", has_text=name)


def test_the_secretary_sees_attendance_live_and_as_of_the_opening(desk):
    badges = [desk.badge(name, unit="Sở Nội vụ") for name in NAMES]
    secretary = desk.scene.make_member(desk.meeting, Role.SECRETARY, "Lê Văn Thư")
    roll = desk.open_tablet(f"/m/{desk.meeting}/roll", secretary)
    expect(roll.locator(".roll-share")).to_have_text("0 / 3")
    gate = desk.open_gate("Cửa A")
    desk.scan(gate, badges[0])
    expect(roll.locator(".roll-share")).to_have_text("1 / 3")
    expect(roll.get_by_text("Chưa đủ túc số")).to_be_visible()
    expect(row_of(roll, "Toàn hội nghị")).to_contain_text("3110002")
    expect(row_of(roll, "Cửa A")).to_contain_text("Cửa A1")

    roll.get_by_text("Cách tính túc số").click()
    roll.get_by_label("Ngưỡng").select_option("custom")
    roll.get_by_label("Tỷ lệ phần trăm").fill("30")
    roll.get_by_role("button", name="Lưu cách tính").click()
    expect(roll.get_by_text("Đủ túc số", exact=True)).to_be_visible()
    roll.get_by_role("button", name="Sở Nội vụ").click()
    expect(roll.locator(".roll-names li")).to_have_count(2)
    assert faults(roll) == []

    head = desk.open_tablet(f"/m/{desk.meeting}/secretary", secretary)
    head.get_by_role("button", name="Khai mạc").click()
    head.get_by_role("dialog").get_by_role("button", name="Khai mạc").click()
    expect(roll.locator(".roll-opened")).to_contain_text("Khi khai mạc")
    desk.scan(gate, badges[1])
    expect(roll.locator(".roll-opened")).to_contain_text("Đến sau khai mạc: 1")
    expect(roll.locator(".roll-opened .roll-share")).to_have_text("1 / 3")


def test_the_secretary_takes_the_list_of_all_sites_and_an_operator_cannot(
    desk, real_server
):
    with real_server.store.unit_of_work("test") as work:
        site = Site(meeting_id=desk.meeting, name="Xã Đăk Sơ Rông")
        work.session.add(site)
        work.session.flush()
        site_id = site.id
    desk.badge(NAMES[0], site_id=site_id)
    desk.badge("=1+1")
    secretary = desk.scene.make_member(desk.meeting, Role.SECRETARY, "Lê Văn Thư")
    roll = desk.open_tablet(f"/m/{desk.meeting}/roll", secretary)
    whole = roll.get_by_role("group", name="Toàn hội nghị")
    make = whole.get_by_role("button")
    expect(make).to_have_text("Tạo danh sách")
    make.click()
    # Whether a worker of this server runs already depends on the tests before.
    expect(make).to_have_text(re.compile("Đang tạo danh sách|Tạo lại danh sách"))
    real_server.start_worker()
    expect(make).to_have_text("Tạo lại danh sách", timeout=60_000)
    with roll.expect_download() as download:
        whole.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename == "Danh sách điểm danh toàn hội nghị.xlsx"
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    assert book["Tổng hợp"]["B5"].value == 2
    # The sites' own lists are another matter.
    assert roll.get_by_role("button", name="Tạo danh sách", exact=True).count() == 1

    lead = desk.scene.make_member(
        desk.meeting, Role.SITE_LEAD, "Trần Thị Mai", site_id=site_id
    )
    own = desk.open_tablet(f"/m/{desk.meeting}/roll", lead)
    expect(own.get_by_label("Điểm cầu", exact=True)).to_have_value(str(site_id))
    expect(own.get_by_role("group", name="Toàn hội nghị")).to_have_count(0)
