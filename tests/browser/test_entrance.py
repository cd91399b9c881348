"""The gate in real Chromium: scanner and person search."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kiosk.checkins.models import CheckIn
from kiosk.roles import Role
from tests.browser.keyboard_scanner import type_as_scanner
from tests.browser.layout import PHONE, faults, resized
from tests.browser.navigation import finds

NAME = "Công Tằng Tôn Nữ Hoàng Phương Thuỳ Dương"


def choose_gate(page: Page, name: str) -> None:
    page.get_by_label("Thêm cửa").fill(name)
    page.get_by_role("button", name="Thêm và chọn").click()
    expect(page.locator(".gate-name strong")).to_have_text(name)


class Desk:
    """A meeting whose people come, and the devices at its gates."""

    def __init__(self, scene, server, open_tablet: Callable[..., Page]) -> None:
        self.scene, self.server, self.open_tablet = scene, server, open_tablet
        self.meeting = scene.make_meeting()

    def badge(self, name: str = NAME, **more) -> str:
        member = self.scene.make_member(self.meeting, name=name, **more)
        return self.scene.make_badge(member)

    def open_gate(self, name: str) -> Page:
        desk = self.scene.make_member(self.meeting, Role.ENTRANCE, f"Bàn {name}")
        page = self.open_tablet(f"/m/{self.meeting}/entrance", desk)
        choose_gate(page, name)
        return page

    def scan(self, page: Page, secret: str) -> None:
        type_as_scanner(page, f"{self.server.url}/q#{secret}")

    def kept(self) -> list[CheckIn]:
        with self.server.store.read_session() as session:
            scans = session.query(CheckIn).filter_by(meeting_id=self.meeting)
            return scans.order_by(CheckIn.at).all()


@pytest.fixture
def desk(real_scene, real_server, open_tablet) -> Desk:
    return Desk(real_scene, real_server, open_tablet)


def says(page: Page, title: str, text: str | re.Pattern[str] = "") -> None:
    expect(page.locator(".outcome-title")).to_have_text(title)
    if text:
        expect(page.locator(".gate-outcome")).to_contain_text(text)


def test_a_scan_admits_a_person_shows_the_name_and_is_undone(desk):
    secret = desk.badge(seat="A-12", unit="Văn phòng Tỉnh uỷ")
    page = desk.open_gate("Cửa A")
    desk.scan(page, secret)
    says(page, "Mời vào", NAME)
    says(page, "Mời vào", "Ghế A-12 · Đại biểu chính thức · Văn phòng Tỉnh uỷ")
    assert faults(page) == []
    # On a phone too, the answer stands there without scrolling.
    with resized(page, PHONE):
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator(".gate-outcome")).to_be_in_viewport(ratio=1)
    expect(page.locator(".gate-count")).to_contain_text("1")
    desk.scan(page, secret)
    says(page, "Đã vào rồi", re.compile(r"Đã ở trong từ \d\d:\d\d, Cửa A"))
    assert len(desk.kept()) == 1

    page.get_by_role("button", name="Ra", exact=True).click()
    desk.scan(page, secret)
    says(page, "Đã ghi ra")
    page.get_by_role("button", name="Hoàn tác").click()
    says(page, "Đã hoàn tác")
    expect(page.locator(".gate-count b")).to_have_text("1")
    finds(page, lambda: [bool(scan.undone_at) for scan in desk.kept()], [False, True])


def test_a_foreign_badge_shows_a_message(desk, real_scene):
    page = desk.open_gate("Cửa A")
    other = real_scene.make_member(real_scene.make_meeting())
    desk.scan(page, real_scene.make_badge(other))
    says(page, "Thẻ của hội nghị khác", "giấy mời")
    # The list below is of delegates' devices, and says so.
    below = page.get_by_text("Chưa có thẻ nào bị từ chối trên máy của đại biểu")
    expect(below).to_be_visible()
    type_as_scanner(page, "https://example.org/mua-hang")
    says(page, "Không nhận ra thẻ", "không phải thẻ của hội nghị")


def test_people_are_found_without_diacritics_and_marked_together(desk):
    for name in ("Hoàng Thị Ngọc Ánh", "Lê Ngọc Anh", "Trần Văn Bình"):
        desk.badge(name)
    page = desk.open_gate("Cửa A")
    page.get_by_label("Tìm theo tên, ghế hoặc đơn vị").fill("ngoc anh")
    rows = page.locator(".found")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("button", name="Ghi vào").click()
    says(page, "Mời vào", "Anh")
    page.get_by_label("Tìm theo tên, ghế hoặc đơn vị").fill("n")
    page.locator(".found input").nth(0).check()
    page.locator(".found input").nth(1).check()
    page.locator(".found input").nth(2).check()
    page.get_by_role("button", name="Ghi có mặt").click()
    expect(page.locator(".gate-count b")).to_have_text("3")
    methods = ["bulk", "bulk", "manual"]
    finds(page, lambda: sorted(scan.method for scan in desk.kept()), methods)

    desk.badge("Võ Thị Vắng")
    field = page.get_by_label("Tìm theo tên, ghế hoặc đơn vị")
    field.fill("vang")
    expect(rows).to_have_count(1)
    page.locator(".found input").check()
    page.get_by_role("button", name="Ghi vắng mặt").click()
    expect(page.locator(".toast--error")).to_have_text("Xin ghi lý do vắng mặt.")
    page.get_by_label("Lý do vắng mặt").fill("đi công tác")
    page.get_by_role("button", name="Ghi vắng mặt").click()
    expect(page.locator(".found-state")).to_have_text("Vắng mặt: đi công tác")
