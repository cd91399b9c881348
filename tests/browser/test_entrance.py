"""The gate in real Chromium: scanner, search, and what it does without the server."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kiosk.checkins.models import CheckIn
from kiosk.roles import Role
from tests.browser.room import SIZES, faults

# Long enough for every retry of the live channel to have failed many times.
APART_MS = 25_000
NAME = "Công Tằng Tôn Nữ Hoàng Phương Thuỳ Dương"


# A scanner types a whole reading in one breath, however busy this machine is.
TYPE = """(text) => {
  for (const key of [...text, "Enter"]) {
    const how = { key, bubbles: true, cancelable: true };
    const press = new KeyboardEvent("keydown", how);
    document.activeElement.dispatchEvent(press);
  }
}"""


def type_as_scanner(page: Page, text: str) -> None:
    page.evaluate(TYPE, text)


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
        page.get_by_label("Thêm cửa").fill(name)
        page.get_by_role("button", name="Thêm và chọn").click()
        expect(page.locator(".gate-name strong")).to_have_text(name)
        return page

    def scan(self, page: Page, secret: str) -> None:
        type_as_scanner(page, f"{self.server.url}/q#{secret}")

    def kept(self) -> list[CheckIn]:
        with self.server.store.reading() as session:
            return session.query(CheckIn).order_by(CheckIn.at).all()


@pytest.fixture
def desk(real_scene, real_server, open_tablet) -> Desk:
    return Desk(real_scene, real_server, open_tablet)


def says(page: Page, title: str, text: str | re.Pattern[str] = "") -> None:
    expect(page.locator(".outcome-title")).to_have_text(title)
    if text:
        expect(page.locator(".gate-outcome")).to_contain_text(text)


def test_a_scanner_lets_in_names_the_person_and_undoes(desk):
    secret = desk.badge(seat="A-12", unit="Văn phòng Tỉnh uỷ")
    page = desk.open_gate("Cửa A")
    desk.scan(page, secret)
    says(page, "Mời vào", NAME)
    says(page, "Mời vào", "Ghế A-12 · Đại biểu chính thức · Văn phòng Tỉnh uỷ")
    assert faults(page) == []
    # On a phone too, the answer stands there without scrolling.
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".gate-outcome")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 800})
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
    page.wait_for_timeout(2500)
    assert [bool(scan.undone_at) for scan in desk.kept()] == [False, True]


def test_what_is_no_badge_of_ours_is_said_in_words(desk, real_scene):
    page = desk.open_gate("Cửa A")
    other = real_scene.make_member(real_scene.make_meeting())
    desk.scan(page, real_scene.make_badge(other))
    says(page, "Thẻ của hội nghị khác", "giấy mời")
    type_as_scanner(page, "https://example.org/mua-hang")
    says(page, "Không nhận ra thẻ", "không phải thẻ của hội nghị")


def test_people_are_found_without_marks_and_written_down_together(desk):
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
    page.wait_for_timeout(4500)
    assert sorted(scan.method for scan in desk.kept()) == ["bulk", "bulk", "manual"]

    desk.badge("Võ Thị Vắng")
    field = page.get_by_label("Tìm theo tên, ghế hoặc đơn vị")
    field.fill("vang")
    expect(rows).to_have_count(1, timeout=8000)
    page.locator(".found input").check()
    page.get_by_role("button", name="Ghi vắng mặt").click()
    expect(page.locator(".toast")).to_have_text("Xin ghi lý do vắng mặt.")
    page.get_by_label("Lý do vắng mặt").fill("đi công tác")
    page.get_by_role("button", name="Ghi vắng mặt").click()
    expect(page.locator(".found-state")).to_have_text("Vắng mặt: đi công tác")


# The screen lies on the device, and the server was heard of.
WAIT = """async () => {
  if (!(await caches.has("kiosk-room"))) return false;
  const room = await caches.open("kiosk-room");
  const lease = await room.match("/kept/lease");
  const screen = await room.match(location.pathname, { ignoreVary: true });
  return Boolean(lease && screen) && (await lease.json()).contact > 0;
}"""


def wait_until_kept(page: Page) -> None:
    deadline = time.monotonic() + 60
    # `wait_for_function` takes a promise itself for a yes.
    while not page.evaluate(WAIT):
        assert time.monotonic() < deadline, "the screen was not kept"
        page.wait_for_timeout(200)


def test_a_gate_works_without_the_server_through_a_reload_and_a_conflict_is_shown(
    desk,
):
    both, only = desk.badge("Hoàng Thị Ngọc Ánh"), desk.badge("Lê Văn An")
    one, other = desk.open_gate("Cửa A"), desk.open_gate("Cửa B")
    wait_until_kept(other)
    other.context.set_offline(offline=True)
    desk.scan(one, both)
    says(one, "Mời vào", "Hoàng Thị Ngọc Ánh")
    stay_apart(desk, other, both, only)
    assert len(desk.kept()) == 1

    other.context.set_offline(offline=False)
    expect(other.locator(".gate-waiting")).to_be_hidden(timeout=15_000)
    assert len(desk.kept()) == 3
    for page in (one, other):
        conflict = page.locator(".conflict")
        expect(conflict).to_contain_text("Hoàng Thị Ngọc Ánh", timeout=8000)
        expect(conflict).to_contain_text(
            re.compile(r"Cửa A, lúc \d\d:\d\d; và Cửa B, lúc \d\d:\d\d")
        )
    one.get_by_role("button", name=re.compile("Giữ lượt Cửa A")).click()
    expect(one.locator(".conflict")).to_have_count(0)
    expect(other.locator(".conflict")).to_have_count(0, timeout=8000)
    assert sum(scan.undone_at is None for scan in desk.kept()) == 2


def stay_apart(desk: Desk, gate: Page, both: str, only: str) -> None:
    """Scan without the server, through two reloads and a good while."""
    desk.scan(gate, both)
    says(gate, "Mời vào", "Hoàng Thị Ngọc Ánh")
    gate.reload()
    expect(gate.locator(".gate-name strong")).to_have_text("Cửa B")
    expect(gate.locator(".gate-waiting")).to_contain_text("1 lượt chờ gửi")
    desk.scan(gate, both)
    says(gate, "Đã vào rồi", "Cửa B")
    desk.scan(gate, only)
    says(gate, "Mời vào", "Lê Văn An")
    desk.scan(gate, "x" * 22)
    says(gate, "Không nhận ra thẻ", "danh sách đang lưu ở máy này")
    gate.wait_for_timeout(APART_MS)
    gate.reload()
    expect(gate.locator(".gate-waiting")).to_contain_text("2 lượt chờ gửi")
