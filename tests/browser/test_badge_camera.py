"""Sign-in by badge: camera, keyboard scanner and typed code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from kiosk.badges.actions import issue_badge
from kiosk.badges.codes import format_code, short_code
from kiosk.meetings.models import Member
from tests.browser.conftest import CHROMIUM, QUIET, TABLET
from tests.browser.keyboard_scanner import type_as_scanner
from tests.browser.navigation import arrives
from tests.browser.printed_badge import film_badge

NAME = "Hoàng Thị Ngọc Ánh"


@pytest.fixture
def badge(real_scene, real_server) -> tuple[int, str]:
    """A meeting, and the secret of a delegate's badge for it."""
    meeting = real_scene.make_meeting()
    member_id = real_scene.make_member(meeting, name=NAME)
    with real_server.store.unit_of_work("test") as work:
        member = work.session.get_one(Member, member_id)
        return meeting, issue_badge(work, real_scene.key, member)


MAY_FILM = """() =>
  navigator.permissions.query({ name: "camera" }).then(({ state }) => state)"""


@contextmanager
def tablet_with_camera(driver: Playwright, film: Path) -> Iterator[Page]:
    """Start a Chromium whose camera shows this film."""
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *flags])
    yield browser.new_context(viewport=TABLET, locale="vi-VN").new_page()
    browser.close()


def switch_on(page: Page) -> None:
    """Press the camera's button, unless the browser lets it start by itself."""
    if page.evaluate(MAY_FILM) != "granted":
        page.get_by_role("button", name="Bật máy ảnh").click()


class RequestedAddresses(list[str]):
    """Every address a page has asked the network for."""

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.append(request.url))
        page.on("framenavigated", lambda frame: self.append(frame.url))


def test_a_printed_badge_tilted_and_noisy_signs_a_tablet_in(
    driver, real_server, badge, tmp_path
):
    meeting, secret = badge
    film = film_badge(f"{real_server.url}/q#{secret}", tmp_path / "badge.mjpeg")
    with tablet_with_camera(driver, film) as page:
        asked = RequestedAddresses()
        asked.listen(page)
        page.goto(f"{real_server.url}/m/{meeting}/sign-in")
        switch_on(page)
        arrives(page, f"/m/{meeting}/tablet")
        # The camera's light is out, nothing came from elsewhere, the secret nowhere.
        assert all(url.startswith((real_server.url, "blob:", "data:")) for url in asked)
        assert not any(secret in url for url in asked)
        assert any(url.endswith("zxing_reader.wasm") for url in asked)


def test_a_foreign_code_is_refused_and_never_opened(
    driver, real_server, badge, tmp_path
):
    meeting, _ = badge
    film = film_badge("https://evil.example/q?steal=1", tmp_path / "evil.mjpeg")
    with tablet_with_camera(driver, film) as page:
        asked = RequestedAddresses()
        asked.listen(page)
        page.goto(f"{real_server.url}/m/{meeting}/sign-in")
        switch_on(page)
        expect(page.get_by_text("Đây không phải thẻ của hội nghị")).to_be_visible(
            timeout=60_000
        )
        assert not any("evil" in url for url in asked)


def test_a_keyboard_scanner_signs_in_wherever_the_focus_is(
    real_server, badge, open_tablet
):
    meeting, secret = badge
    page = open_tablet("/")
    page.get_by_label("Hoặc nhập mã in dưới mã QR").focus()
    type_as_scanner(page, f"{real_server.url}/q#{secret}")
    arrives(page, f"/m/{meeting}/tablet")


def test_the_code_typed_by_hand_signs_in(real_scene, badge, open_tablet):
    meeting, secret = badge
    code = format_code(short_code(real_scene.key, secret))
    page = open_tablet("/")
    field = page.get_by_label("Hoặc nhập mã in dưới mã QR")
    field.press_sequentially(code.lower().replace("-", ""), delay=130)
    expect(field).to_have_value(code)
    page.get_by_role("button", name="Vào hội nghị").click()
    arrives(page, f"/m/{meeting}/tablet")


def test_an_invitation_opened_on_a_phone_clears_the_address(
    real_server, badge, open_tablet
):
    meeting, secret = badge
    phone = open_tablet(f"/q#{secret}")
    expect(phone.get_by_text(f"Kính chào đồng chí {NAME}")).to_be_visible()
    assert secret not in phone.url
    arrives(phone, f"/m/{meeting}/tablet")
    phone.go_back()
    assert secret not in phone.url


def test_a_second_tablet_takes_over_and_both_show_it(
    real_scene, badge, open_tablet: Callable[..., Page]
):
    meeting, secret = badge
    old = open_tablet(f"/q#{secret}")
    arrives(old, f"/m/{meeting}/tablet")
    expect(old.locator("body")).to_have_attribute("data-meeting", str(meeting))
    entrance = real_scene.make_member(meeting, "entrance", "Bàn tiếp đón cửa A")
    desk = open_tablet(f"/m/{meeting}/entrance", entrance)
    expect(desk.get_by_text("Chưa có thẻ nào bị từ chối")).to_be_visible()
    new = open_tablet(f"/q#{secret}")
    expect(new.get_by_text("máy đó vừa được đăng xuất")).to_be_visible()
    arrives(old, "/?reason=taken_over")
    expect(old.get_by_text("Thẻ vừa được dùng trên một máy khác")).to_be_visible()
    expect(
        desk.get_by_text("Thẻ được dùng trên máy khác, máy cũ đã đăng xuất")
    ).to_be_visible()
    new.get_by_role("link", name="Tiếp tục").click()
    arrives(new, f"/m/{meeting}/tablet")


def test_a_secretary_issues_a_badge_anew_and_the_delegate_uses_it(
    real_scene, badge, open_tablet
):
    meeting, _ = badge
    secretary = real_scene.make_member(meeting, "secretary", "Lê Văn Thư")
    page = open_tablet(f"/m/{meeting}/badges", secretary)
    page.get_by_label("Tìm theo tên").fill("ngoc anh")
    expect(page.locator(".person")).to_have_count(1)
    page.get_by_role("button", name="Cấp lại thẻ").click()
    page.get_by_role("dialog").get_by_role("button", name="Cấp lại thẻ").click()
    code = page.locator(".badge-code").inner_text()
    expect(page.get_by_role("img", name="Mã QR của thẻ")).to_be_visible()
    tablet = open_tablet(f"/m/{meeting}/sign-in")
    tablet.get_by_label("Hoặc nhập mã in dưới mã QR").fill(code)
    tablet.get_by_role("button", name="Vào hội nghị").click()
    arrives(tablet, f"/m/{meeting}/tablet")


def test_over_plain_http_the_missing_camera_is_explained(driver, real_server, badge):
    _, secret = badge
    browser = driver.chromium.launch(
        executable_path=CHROMIUM,
        args=[*QUIET, "--host-resolver-rules=MAP hop.test 127.0.0.1"],
    )
    page = browser.new_page(viewport=TABLET, locale="vi-VN")
    page.goto(f"http://hop.test:{real_server.port}/")
    expect(page.get_by_text("kết nối không mã hoá (http)")).to_be_visible()
    expect(page.get_by_role("button", name="Bật máy ảnh")).to_be_hidden()
    type_as_scanner(page, secret)
    arrives(page, "/tablet")
    browser.close()
