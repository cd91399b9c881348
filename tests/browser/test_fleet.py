"""Managed tablets in real Chromium: enrolled, watched, commanded, revoked."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.layout import faults
from tests.browser.navigation import IDLE, arrives, finds
from tests.scene import Scene
from tests.servers import RealServer
from tests.unit.fleet.many_tablets import make_tablets

pytestmark = pytest.mark.own_server


def go_to_fleet(page: Page) -> None:
    expect(page.locator("[data-target=summary]")).not_to_contain_text("Đang tải")


def wait_for_answers(desk: Page, count: int) -> None:
    """Wait until the screen has received the fleet's state so many times more."""
    for _ in range(count):
        with desk.expect_response("**/fleet/state"):
            pass


@pytest.fixture
def desk(real_scene, open_tablet) -> Page:
    """The administrator before the fleet's screen."""
    account = real_scene.make_account("quantri", is_administrator=True)
    page = open_tablet("/fleet", account_id=account)
    go_to_fleet(page)
    return page


@pytest.fixture
def enrol(desk, open_tablet):
    """Enrol a tablet by the code on the desk's screen, and go to a path with it."""

    def make(path: str = "/", member_id: int | None = None, seat: str = "") -> Page:
        desk.get_by_role("button", name="Thêm máy", exact=True).click()
        url = desk.locator(".fleet-link").inner_text()
        tablet = open_tablet("/healthz", member_id)
        tablet.goto(url)
        assert tablet.evaluate("location.hash") == ""
        tablet.get_by_label("Số ghế đặt máy").fill(seat)
        tablet.get_by_role("button", name="Thêm máy này").click()
        expect(tablet.locator(".enrol-number")).to_be_visible()
        desk.get_by_role("button", name="Xong").click()
        tablet.goto(tablet.url.replace("/enrol", path))
        return tablet

    return make


def line(desk: Page, number: int):
    return desk.locator(".fleet-line", has_text=re.compile(rf"^{number:02d}"))


def send_command(desk: Page, command: str, *numbers: int) -> None:
    for number in numbers:
        line(desk, number).locator("input").check()
    desk.locator(".fleet-actions").get_by_role(
        "button", name=command, exact=True
    ).click()
    answer = desk.locator("dialog.ask")
    if answer.count():
        answer.get_by_role("button", name=command, exact=True).click()
    for number in numbers:
        line(desk, number).locator("input").uncheck()


def test_a_tablet_is_enrolled_and_sends_heartbeats_while_idle(desk, enrol):
    tablet = enrol(seat="A12")
    expect(tablet.get_by_role("heading", name="Xin đưa thẻ đại biểu")).to_be_visible()
    mine = line(desk, 1)
    expect(mine).to_contain_text("Ghế A12")
    expect(mine).to_contain_text("Đang chờ thẻ")
    expect(mine).to_contain_text("vừa xong")
    # Called, it answers at once: nobody waits for its next word.
    send_command(desk, "Nháy số máy", 1)
    expect(tablet.locator(".cover-number")).to_have_text("01")
    expect(mine).to_contain_text("Nháy số máy: đã làm")
    expect(tablet.locator(".cover-number")).to_have_count(0)


def test_a_lock_covers_everything_survives_a_reload_and_is_removed(
    desk, enrol, real_scene, webp_pages
):
    meeting = real_scene.make_meeting()
    real_scene.make_document(meeting, real_scene.make_item(meeting), webp_pages(2))
    tablet = enrol(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    expect(line(desk, 1)).to_contain_text("Nguyễn Thị Minh Khai")
    send_command(desk, "Khoá", 1)
    lock = tablet.get_by_role("heading", name="Máy đang tạm khoá")
    expect(lock).to_be_visible()
    expect(line(desk, 1)).to_contain_text("Khoá: đã làm")
    tablet.reload()
    expect(lock).to_be_visible()
    assert tablet.evaluate("document.body.inert") is True
    send_command(desk, "Mở khoá", 1)
    expect(lock).to_have_count(0)
    assert tablet.evaluate("document.body.inert") is False


def test_a_reload_command_runs_once_and_is_acknowledged_by_the_new_page(desk, enrol):
    tablet = enrol()
    expect(line(desk, 1)).to_contain_text("Đang chờ thẻ")
    loads: list[str] = []
    tablet.on("load", lambda page: loads.append(page.url))
    send_command(desk, "Tải lại", 1)
    expect(line(desk, 1)).to_contain_text("Tải lại: đã làm")
    wait_for_answers(desk, 2)
    assert len(loads) == 1


def test_a_meeting_is_opened_on_all_and_a_delegate_is_signed_out(
    desk, enrol, real_scene
):
    meeting = real_scene.make_meeting("Hội nghị Ban Chấp hành")
    delegate = real_scene.make_member(meeting)
    desk.reload()
    go_to_fleet(desk)
    idle, held = enrol(), enrol("/", delegate)
    expect(line(desk, 2)).to_contain_text("Nguyễn Thị Minh Khai")
    send_command(desk, "Mở hội nghị", 1, 2)
    arrives(idle, f"/m/{meeting}/sign-in")
    arrives(held, f"/m/{meeting}/tablet")
    expect(line(desk, 2)).to_contain_text("Mở hội nghị: đã làm")
    send_command(desk, "Đăng xuất", 2)
    arrives(held, IDLE)
    expect(line(desk, 2)).to_contain_text("Đăng xuất: đã làm")
    expect(line(desk, 2)).not_to_contain_text("Minh Khai")


def cookies(tablet: Page) -> set[str]:
    return {cookie["name"] for cookie in tablet.context.cookies()}


def test_a_revoked_tablet_is_unknown_at_once(desk, enrol):
    tablet = enrol()
    expect(line(desk, 1)).to_contain_text("Đang chờ thẻ")
    line(desk, 1).locator(".fleet-who").click()
    desk.get_by_role("button", name="Thu hồi máy").click()
    desk.locator("dialog.ask").last.get_by_role("button", name="Thu hồi máy").click()
    expect(desk.locator(".fleet-line")).to_have_count(0)
    finds(tablet, lambda: "kiosk-tablet" in cookies(tablet), False)


def test_a_wrong_seat_is_shown_to_the_delegate_and_the_desk(
    desk, enrol, real_scene, open_tablet
):
    meeting = real_scene.make_meeting()
    member = real_scene.make_member(meeting, seat="B03")
    tablet = enrol(f"/m/{meeting}/tablet", member, seat="A12")
    said = tablet.locator(".seat-notice")
    expect(said).to_contain_text("Đồng chí đang ngồi ghế A12, ghế của đồng chí là B03.")
    expect(line(desk, 1)).to_contain_text("Nhầm ghế: đúng ra là B03")
    said.get_by_role("button", name="Đã rõ").click()
    expect(said).to_have_count(0)
    entrance = open_tablet(
        f"/m/{meeting}/entrance", real_scene.make_member(meeting, Role.ENTRANCE)
    )
    expect(entrance.locator("main")).to_contain_text("A12 → B03")


def test_four_hundred_tablets_are_listed_searched_and_do_not_flicker(
    desk: Page, real_server: RealServer, real_scene: Scene
):

    make_tablets(real_scene, 400)
    desk.reload()
    expect(desk.locator(".fleet-line")).to_have_count(400)
    desk.evaluate(
        """() => {
          globalThis.drawn = 0;
          const list = document.querySelector(".fleet-lines");
          new MutationObserver((changes) => { globalThis.drawn += changes.length; })
            .observe(list, {childList: true, subtree: true, characterData: true});
        }"""
    )
    wait_for_answers(desk, 2)
    # Nothing that stands there was drawn again.
    assert desk.evaluate("globalThis.drawn") == 0
    desk.get_by_placeholder("Tìm theo số máy").fill("ghe a77")
    expect(desk.locator(".fleet-line:visible")).to_have_count(1)
    assert faults(desk) == []
    assert real_server.url in desk.url
