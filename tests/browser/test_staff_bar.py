"""The top bar of staff: one menu on a phone, the current page marked, no script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import complaints
from tests.browser.layout import SIZES, faults, resize

ADMINISTRATION = "Nhật ký truy cập"


@pytest.fixture
def administrator(real_scene):
    return real_scene.make_account(is_administrator=True)


@pytest.fixture
def colleague(real_scene):
    return real_scene.make_account()


def show_on(page: Page, device: str) -> Page:
    resize(page, SIZES[device])
    return page


def menu(page: Page, name: str):
    return page.locator("header summary").filter(has_text=name)


def link(page: Page, name: str):
    return page.get_by_role("navigation").get_by_role("link", name=name, exact=True)


def test_a_phone_shows_all_screens_in_one_menu_by_keyboard(open_tablet, administrator):
    page = show_on(open_tablet("/meetings", account_id=administrator), "phone")
    expect(link(page, "Nhiệm vụ")).to_have_count(0)
    menu(page, "Menu").focus()
    page.keyboard.press("Enter")
    expect(link(page, "Nhiệm vụ")).to_be_visible()
    expect(link(page, ADMINISTRATION)).to_be_visible()
    expect(link(page, "Các hội nghị")).to_have_attribute("aria-current", "page")
    assert not faults(page)
    assert not complaints(show_on(page, "phone"))
    page.keyboard.press("Escape")
    expect(link(page, "Nhiệm vụ")).to_have_count(0)
    expect(menu(page, "Menu")).to_be_focused()


def test_a_wide_screen_hides_only_what_administrators_have(open_tablet, administrator):
    page = open_tablet("/accounts/log", account_id=administrator)
    expect(link(page, "Nhiệm vụ")).to_be_visible()
    expect(link(page, ADMINISTRATION)).to_have_count(0)
    menu(page, "Quản trị").click()
    expect(link(page, ADMINISTRATION)).to_have_attribute("aria-current", "page")
    # Below the menu.
    page.mouse.click(640, 780)
    expect(link(page, ADMINISTRATION)).to_have_count(0)


def test_whoever_administers_nothing_has_no_such_menu(open_tablet, colleague):
    page = open_tablet("/account", account_id=colleague)
    expect(link(page, "Tài khoản của tôi")).to_have_attribute("aria-current", "page")
    expect(page.locator("header summary")).to_be_hidden()
    menu(show_on(page, "phone"), "Menu").click()
    expect(link(page, "Nhiệm vụ")).to_be_visible()
    expect(link(page, ADMINISTRATION)).to_have_count(0)


def test_the_menu_opens_without_scripts(
    chromium: Browser, real_server, real_scene, administrator
):
    width, height = SIZES["phone"]
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": width, "height": height}
    )
    token = real_scene.sign_in(account_id=administrator)
    context.add_cookies([{"name": "kiosk", "value": token, "url": real_server.url}])
    page = context.new_page()
    page.goto(f"{real_server.url}/accounts")
    menu(page, "Menu").click()
    link(page, ADMINISTRATION).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ADMINISTRATION)
    context.close()
