"""A meeting with PINs: chosen, entered, forgotten, printed."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.badges.actions import issue_badge
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role

LONG_NAME = "Nguyễn Phước Tôn Nữ Công Huyền Trang Đài"


@pytest.fixture
def meeting(real_scene) -> int:
    meeting_id = real_scene.make_meeting("Hội nghị Ban Chấp hành Đảng bộ tỉnh lần 15")
    with real_scene.store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting_id).pin_mode = PinMode.OWN
    return meeting_id


@pytest.fixture
def badge(real_scene, meeting) -> str:
    member_id = real_scene.make_member(meeting, name=LONG_NAME)
    with real_scene.store.unit_of_work("test") as work:
        member = work.session.get_one(Member, member_id)
        return issue_badge(work, real_scene.key, member)


def open_invitation(page: Page, server, secret: str) -> None:
    # The same address with another fragment alone would load nothing.
    page.goto("about:blank")
    page.goto(f"{server.url}/q#{secret}")
    expect(page.locator(".pin")).to_be_visible()


def press(page: Page, pin: str) -> None:
    for digit in pin:
        page.locator(f".pin-key[data-key='{digit}']").click()
    page.locator(".pin-key[data-key=done]").click()


def test_chosen_at_the_first_sign_in_and_entered_at_the_next(
    meeting, badge, open_tablet, real_server
):
    tablet = open_tablet("/")
    open_invitation(tablet, real_server, badge)
    expect(tablet.locator(".pin h2")).to_have_text(f"Đồng chí {LONG_NAME}")
    assert badge not in tablet.evaluate("location.href + document.body.outerHTML")
    press(tablet, "123")
    expect(tablet.locator(".pin .notice")).to_have_text("Mã PIN có ít nhất 4 chữ số.")
    tablet.locator(".pin-key[data-key=backspace]").click(click_count=3)
    press(tablet, "2580")
    expect(tablet.locator(".pin-asked")).to_have_text("Xin nhập lại mã PIN vừa đặt")
    press(tablet, "2581")
    expect(tablet.locator(".pin .notice")).to_contain_text("Hai lần nhập khác nhau")
    press(tablet, "2580")
    press(tablet, "2580")
    expect(tablet).to_have_url(re.compile(f"/m/{meeting}/tablet"))
    other = open_tablet("/")
    open_invitation(other, real_server, badge)
    press(other, "2582")
    expect(other.locator(".pin .notice")).to_have_text(
        "Mã PIN chưa đúng. Còn 4 lần thử."
    )
    # By keys of a keyboard as well.
    for digit in "2580":
        other.keyboard.press(digit, delay=60)
    other.locator(".pin-key[data-key=done]").click()
    expect(other).to_have_url(re.compile(f"/m/{meeting}/tablet"))


def test_after_too_many_wrong_pins_the_badge_is_locked_until_reset(
    meeting, badge, open_tablet, real_server, real_scene
):
    tablet = open_tablet("/")
    open_invitation(tablet, real_server, badge)
    press(tablet, "2580")
    press(tablet, "2580")
    expect(tablet).to_have_url(re.compile(f"/m/{meeting}/tablet"))
    thief = open_tablet("/")
    open_invitation(thief, real_server, badge)
    for left in (4, 3, 2, 1):
        press(thief, f"864{left}")
        expect(thief.locator(".pin .notice")).to_contain_text(f"Còn {left} lần")
    press(thief, "8640")
    expect(thief.locator(".outcome")).to_contain_text("tới bàn tiếp đón")
    expect(thief.locator(".pin")).to_be_hidden()
    desk_id = real_scene.make_member(meeting, Role.ENTRANCE, "Bàn tiếp đón")
    desk = open_tablet(f"/m/{meeting}/badges", desk_id)
    person = desk.locator(".person", has_text=LONG_NAME)
    expect(person).to_contain_text("Mã PIN bị khoá")
    person.get_by_role("button", name="Cấp mã PIN mới").click()
    desk.get_by_role("dialog").get_by_role("button", name="Cấp mã PIN mới").click()
    reported = desk.get_by_role("dialog").filter(has_text="tự đặt mã mới")
    reported.get_by_role("button", name="Xong").click()
    expect(person).not_to_contain_text("Mã PIN bị khoá")
    open_invitation(tablet, real_server, badge)
    expect(tablet.locator(".pin-asked")).to_contain_text("Xin đặt mã PIN")


def test_an_abandoned_pin_prompt_times_out(badge, open_tablet, real_server):
    tablet = open_tablet("/")
    tablet.clock.install()
    open_invitation(tablet, real_server, badge)
    tablet.locator(".pin-leave").click()
    expect(tablet.locator(".pin")).to_be_hidden()
    open_invitation(tablet, real_server, badge)
    press(tablet, "25")
    tablet.clock.fast_forward(61_000)
    expect(tablet.locator(".pin")).to_be_hidden()
    assert LONG_NAME not in tablet.locator(".idle").inner_text()


def test_the_secretary_prints_pins(meeting, open_tablet, real_scene):
    account = real_scene.make_account()
    secretary_id = real_scene.make_member(meeting, Role.SECRETARY, account_id=account)
    secretary = open_tablet(f"/m/{meeting}/secretary", secretary_id)
    # The button does nothing until the meeting is known.
    expect(secretary.locator("body")).to_have_class(re.compile("is-drawn"))
    secretary.get_by_role("button", name="Sửa thông tin").click()
    secretary.get_by_label("Mã PIN khi đăng nhập bằng thẻ").select_option("printed")
    secretary.get_by_role("button", name="Lưu").click()
    expect(secretary.locator(".toast")).to_have_text("Đã lưu.")
    secretary.goto(secretary.url.replace("/secretary", "/handouts"))
    expect(secretary.get_by_role("button", name="Tạo phiếu mã PIN")).to_be_visible()
