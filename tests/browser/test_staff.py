"""Staff accounts: the first administrator, a new account, its closure."""

import pytest
from playwright.sync_api import expect

from kiosk.accounts.actions import make_setup_link
from tests.browser.navigation import arrives

PASSWORD = "mùa xuân về trên bản"


def choose_password(page, password):
    page.get_by_label("Mật khẩu mới").fill(password)
    page.get_by_role("button", name="Đặt mật khẩu và vào").click()


def sign_in(page, username, password):
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.own_server
def test_the_printed_link_makes_the_first_administrator(
    real_server, real_scene, open_tablet
):
    with real_server.store.unit_of_work("test") as work:
        link = make_setup_link(work, real_scene.key)
    boss = open_tablet(link)
    boss.get_by_label("Họ và tên").fill("Hoàng Thị Ngọc Ánh")
    boss.get_by_label("Tên đăng nhập").fill("quantri")
    choose_password(boss, "ngan")
    expect(boss.get_by_text("Mật khẩu cần ít nhất 15 ký tự")).to_be_visible()
    choose_password(boss, PASSWORD)
    arrives(boss, "/meetings")
    assert "#" not in boss.url
    again = open_tablet("/staff")
    sign_in(again, "quantri", "sai mật khẩu")
    expect(again.get_by_text("không đúng")).to_be_visible()
    sign_in(again, "quantri", PASSWORD)
    arrives(again, "/meetings")


def test_a_password_sent_before_the_script_loads_is_in_no_address(open_tablet):
    page = open_tablet("/")
    page.route("**/bundles/*.js", lambda route: route.abort())
    page.goto(page.url + "staff")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, "quantri", "bi-mat-cua-toi")
    page.get_by_label("Mật khẩu", exact=True).press("Enter")
    # Whoever waits and tries again finds what was typed.
    page.wait_for_timeout(500)
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("quantri")
    assert not [address for address in [*asked, page.url] if "bi-mat" in address]


@pytest.mark.own_server
def test_a_colleague_gets_an_account_chooses_a_password_and_is_closed_out(
    real_server, real_scene, open_tablet
):
    boss_id = real_scene.make_account("boss", is_administrator=True)
    boss = open_tablet("/accounts", account_id=boss_id)
    boss.get_by_label("Họ và tên").fill("Lê Thị Thu Hà")
    boss.get_by_label("Tên đăng nhập").fill("thuky")
    boss.get_by_role("button", name="Thêm và lấy liên kết").click()
    given = boss.get_by_label("Liên kết", exact=True).input_value()
    boss.get_by_role("button", name="Xong").click()
    expect(boss.get_by_text("Chưa đặt mật khẩu")).to_be_visible()
    colleague = open_tablet(given.removeprefix(real_server.url))
    expect(colleague.get_by_text("Tài khoản thuky của đồng chí")).to_be_visible()
    choose_password(colleague, PASSWORD)
    arrives(colleague, "/meetings")
    boss.reload()
    boss.get_by_role("button", name="Đóng", exact=True).click()
    boss.get_by_role("button", name="Đóng tài khoản").click()
    expect(boss.get_by_text("Đã đóng")).to_be_visible()
    status = colleague.evaluate("fetch('/meetings').then((reply) => reply.status)")
    assert status == 401


def test_a_used_link_shows_a_message(real_server, real_scene, open_tablet):
    with real_server.store.unit_of_work("test") as work:
        old = make_setup_link(work, real_scene.key)
        make_setup_link(work, real_scene.key)
    page = open_tablet(old)
    expect(page.get_by_text("đã dùng rồi hoặc đã hết hạn")).to_be_visible()
