"""Own account: second factor, remote sign-out, access log."""

import datetime as dt

import pyotp
import pytest
from playwright.sync_api import Page, expect

from kiosk import clock
from kiosk.accounts.actions import make_setup_link
from tests.browser.navigation import arrives

PASSWORD = "mùa xuân về trên bản"
STEP = dt.timedelta(seconds=30)


def choose_password(page: Page, password: str) -> None:
    page.get_by_label("Mật khẩu mới").fill(password)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()


def turn_on_second_factor(page: Page) -> tuple[pyotp.TOTP, str, dt.datetime]:
    """Return the app, a recovery code, and when the first code was given."""
    page.get_by_role("button", name="Bật xác thực hai lớp").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_alt_text("Mã QR cho ứng dụng xác thực")).to_be_visible()
    app = pyotp.TOTP(dialog.locator(".factor-secret").inner_text().replace(" ", ""))
    confirm = dialog.get_by_role("button", name="Xác nhận và bật")
    dialog.get_by_label("2. Nhập mã").fill("000000")
    confirm.click()
    expect(dialog.get_by_text("Mã không đúng")).to_be_visible()
    now = clock.now()
    dialog.get_by_label("2. Nhập mã").fill(app.at(now))
    confirm.click()
    codes = page.locator(".recovery-codes li")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    page.get_by_role("button", name="Đã cất giữ, xong").click()
    expect(page.get_by_text("Còn 10 mã dự phòng")).to_be_visible()
    return app, recovery, now


def sign_in(page: Page, code: str) -> None:
    page.get_by_label("Tên đăng nhập").fill("thuky")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    arrives(page, "/staff/code")
    page.get_by_label("Mã 6 chữ số").fill(code)
    page.get_by_role("button", name="Đăng nhập").click()
    arrives(page, "/meetings")


@pytest.mark.own_server
def test_a_second_factor_is_turned_on_asked_for_and_a_session_ended(
    real_server, real_scene, open_tablet
):
    account = real_scene.make_account("thuky", is_administrator=True)
    with real_server.store.unit_of_work("test") as work:
        link = make_setup_link(work, real_scene.key, account_id=account)
    desk = open_tablet(link)
    choose_password(desk, "123456789012345")
    expect(desk.get_by_text("quá phổ biến")).to_be_visible()
    choose_password(desk, PASSWORD)
    arrives(desk, "/meetings")
    desk.get_by_role("link", name="Tài khoản của tôi").click()
    app, recovery, now = turn_on_second_factor(desk)
    phone = open_tablet("/staff")
    # The first code was used up; the next one is taken already.
    sign_in(phone, app.at(now + STEP))
    desk.reload()
    desk.get_by_role("button", name="Kết thúc phiên", exact=True).click()
    desk.get_by_role("button", name="Kết thúc", exact=True).click()
    expect(desk.get_by_role("button", name="Kết thúc phiên")).to_have_count(0)
    status = phone.evaluate("fetch('/account').then((reply) => reply.status)")
    assert status == 401
    phone.goto(f"{real_server.url}/staff")
    sign_in(phone, recovery)
    desk.locator("summary").filter(has_text="Quản trị").click()
    desk.get_by_role("link", name="Nhật ký truy cập").click()
    log = desk.get_by_role("list")
    for act in ("Dùng mã dự phòng", "Kết thúc phiên đăng nhập từ xa", "Đặt mật khẩu"):
        expect(log.get_by_text(act, exact=True)).to_be_visible()
