"""The roll and the quorum in real Chromium, live while people come."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.browser.room import faults
from tests.browser.test_entrance import Desk

NAMES = ["Hoàng Thị Ngọc Ánh", "Lê Văn An", "Trần Văn Bình"]


@pytest.fixture
def desk(real_scene, real_server, open_tablet) -> Desk:
    found = Desk(real_scene, real_server, open_tablet)
    found.meeting = real_scene.make_meeting(state=MeetingState.PUBLISHED)
    return found


def row_of(roll: Page, name: str):
    return roll.locator(".roll-table tr", has_text=name)


def test_the_secretary_sees_who_comes_and_the_roll_stands_at_the_opening(desk):
    badges = [desk.badge(name, unit="Sở Nội vụ") for name in NAMES]
    secretary = desk.scene.make_member(desk.meeting, Role.SECRETARY, "Lê Văn Thư")
    roll = desk.open_tablet(f"/m/{desk.meeting}/roll", secretary)
    expect(roll.locator(".roll-share")).to_have_text("0 / 3")
    gate = desk.open_gate("Cửa A")
    desk.scan(gate, badges[0])
    expect(roll.locator(".roll-share")).to_have_text("1 / 3", timeout=10_000)
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
    expect(roll.locator(".roll-opened")).to_contain_text("Khi khai mạc", timeout=15_000)
    desk.scan(gate, badges[1])
    expect(roll.locator(".roll-opened")).to_contain_text(
        "Đến sau khai mạc: 1", timeout=15_000
    )
    expect(roll.locator(".roll-opened .roll-share")).to_have_text("1 / 3")
