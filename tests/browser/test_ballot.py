"""A vote as its people see it: prepared, opened, cast, cut off, closed, announced."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, resize

TITLE = "Thông qua Nghị quyết về phát triển kinh tế - xã hội giai đoạn 2026 – 2030"
LONG_NAME = "Nguyễn Phước Tôn Nữ Công Huyền Trang Đài"


@pytest.fixture
def meeting(real_scene) -> int:
    return real_scene.make_meeting("Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 15")


@pytest.fixture
def secretary(real_scene, meeting, open_tablet) -> Page:
    account = real_scene.make_account()
    member = real_scene.make_member(meeting, Role.SECRETARY, account_id=account)
    return open_tablet(f"/m/{meeting}/votes", member)


@pytest.fixture
def open_delegate(real_scene, meeting, open_tablet):
    def open_one(name: str) -> Page:
        member = real_scene.make_member(meeting, name=name, seat="A12")
        return open_tablet(f"/m/{meeting}/tablet", member)

    return open_one


def prepare(
    secretary: Page, title: str, kind: str = "open", tick: str = "", **fields: str
) -> None:
    secretary.get_by_role("button", name="Thêm biểu quyết").click()
    form = secretary.locator("#panel form")
    form.get_by_label("Mẫu phương án và cách tính").select_option("general")
    form.get_by_label("Tên biểu quyết").fill(title)
    form.get_by_label("Hình thức").select_option(kind)
    form.get_by_label("Tính trên").select_option("summoned")
    form.get_by_label("Ai được biểu quyết").select_option("summoned")
    form.get_by_label("Số cần có mặt khi mở").select_option("0/1")
    for label, value in fields.items():
        form.get_by_label(label).fill(value)
    if tick:
        form.get_by_label(tick).check()
    form.get_by_role("button", name="Lưu").click()
    expect(card(secretary, title)).to_be_visible()


def card(page: Page, title: str):
    return page.locator(".vote-card", has_text=title)


def open_vote(secretary: Page, title: str) -> None:
    card(secretary, title).get_by_role("button", name="Mở biểu quyết…").click()
    dialog = secretary.get_by_role("dialog")
    expect(dialog).to_contain_text("Được biểu quyết: 2")
    dialog.get_by_role("button", name="Mở biểu quyết", exact=True).click()
    expect(card(secretary, title)).to_have_attribute("data-state", "open")


def choose(tablet: Page, answer: str) -> None:
    tablet.locator(".ballot-option", has_text=answer).first.click()
    tablet.get_by_role("button", name="Xem lại và gửi").click()


def close_vote(secretary: Page, title: str) -> None:
    card(secretary, title).get_by_role("button", name="Kết thúc biểu quyết").click()
    dialog = secretary.get_by_role("dialog")
    # Until it is answered the screen takes no other press.
    with secretary.expect_response(re.compile("/close$")) as answer:
        dialog.get_by_role("button", name="Kết thúc biểu quyết").click()
    answer.value.finished()
    expect(card(secretary, title)).to_have_attribute("data-state", "closed")


def announce(secretary: Page, title: str) -> None:
    card(secretary, title).get_by_role("button", name="Công bố kết quả").click()
    dialog = secretary.get_by_role("dialog")
    dialog.get_by_role("button", name="Công bố", exact=True).click()


def sheet(tablet: Page):
    return tablet.locator("dialog.ballot[open]")


def send(tablet: Page) -> None:
    tablet.get_by_role("button", name="Gửi phiếu").click()


def vote_with_a_reload(tablet: Page) -> None:
    # Made small to read the document, and opened again by keyboard.
    tablet.keyboard.press("Escape")
    bar = tablet.get_by_role("button", name="Đang biểu quyết – mở phiếu")
    bar.press("Enter")
    tablet.locator(".ballot-option", has_text="Không tán thành").click()
    tablet.reload()
    expect(tablet.get_by_label("Không tán thành")).to_be_checked()
    choose(tablet, "Tán thành")
    expect(tablet.locator(".ballot-review")).to_contain_text("Tán thành")
    assert complaints(tablet) == []
    send(tablet)
    expect(sheet(tablet)).to_contain_text("Đã nhận phiếu")


def vote_while_cut_off(tablet: Page) -> None:
    choose(tablet, "Tán thành")
    tablet.context.set_offline(offline=True)
    send(tablet)
    expect(sheet(tablet)).to_contain_text("máy đang thử lại")
    tablet.context.set_offline(offline=False)
    expect(sheet(tablet)).to_contain_text("Đã nhận phiếu")


def see_the_result(tablet: Page) -> None:
    shown = tablet.locator(".vote-result-sheet[open]")
    expect(shown).to_contain_text("Được thông qua")
    expect(shown).to_contain_text("2 (hai)")
    expect(shown).to_contain_text("100,00% so với triệu tập")
    assert complaints(tablet) == []
    shown.get_by_role("button", name="Đóng").click()
    expect(tablet.locator("dialog[open]")).to_have_count(0)


def test_an_open_vote_from_the_draft_to_the_announced_result(secretary, open_delegate):
    tablets = [open_delegate(name) for name in (LONG_NAME, "Lò Văn Pánh")]
    for tablet in tablets:
        expect(tablet.locator("body")).to_have_class(re.compile("is-drawn"))
    prepare(secretary, TITLE)
    assert complaints(secretary) == []
    open_vote(secretary, TITLE)
    for tablet in tablets:
        expect(sheet(tablet).locator("h2")).to_have_text(TITLE)
        assert complaints(tablet) == []
    vote_with_a_reload(tablets[0])
    expect(card(secretary, TITLE)).to_contain_text("1/2")
    vote_while_cut_off(tablets[1])
    expect(card(secretary, TITLE)).to_contain_text("2/2")
    close_vote(secretary, TITLE)
    expect(card(secretary, TITLE)).to_contain_text("Được thông qua")
    # The result is the chair's until it is announced.
    for tablet in tablets:
        expect(sheet(tablet)).to_contain_text("đã được tính")
        expect(tablet.locator(".vote-verdict")).to_have_count(0)
    announce(secretary, TITLE)
    for tablet in tablets:
        see_the_result(tablet)


def mark_too_many(phone: Page) -> None:
    for name in ("Bích Ngọc", "Thị Hoa", "Văn Thái"):
        phone.locator(".ballot-option", has_text=name).click()
    expect(phone.locator(".ballot-counter")).to_contain_text("Đã chọn 2/2: bỏ bớt")
    expect(phone.get_by_label("Hoàng Văn Thái")).not_to_be_checked()


def test_a_secret_election_is_sealed_on_the_phone(secretary, open_delegate):
    phone = open_delegate("Y Krông Niê Kdăm")
    open_delegate("Lò Văn Pánh")
    resize(phone, PHONE)
    title = "Bầu Uỷ ban Kiểm tra"
    people = "Trần Thị Bích Ngọc | Phó Chủ nhiệm\nHoàng Văn Thái\nLê Thị Hoa"
    fields = {"Phương án hoặc danh sách": people, "Số người được bầu": "2"}
    prepare(secretary, title, "election", **fields)
    open_vote(secretary, title)
    expect(sheet(phone)).to_contain_text("Phiếu kín")
    expect(sheet(phone)).to_contain_text("tham khảo")
    mark_too_many(phone)
    phone.get_by_text("Giữ bí mật thế nào?").click()
    expect(sheet(phone)).to_contain_text("Điều không hứa được")
    assert complaints(phone) == []
    phone.get_by_role("button", name="Xem lại và gửi").click()
    with phone.expect_request(re.compile("/ballot$")) as sent:
        send(phone)
    assert set(sent.value.post_data_json) == {"sealed", "key"}
    expect(sheet(phone)).to_contain_text("Đã nhận phiếu")
    assert "Bích Ngọc" not in phone.evaluate("JSON.stringify(sessionStorage)")
    close_vote(secretary, title)
    expect(card(secretary, title)).to_contain_text("1 (một)")


def test_a_receipt_finds_the_ballot_in_the_published_list(secretary, open_delegate):
    phone, other = open_delegate(LONG_NAME), open_delegate("Lò Văn Pánh")
    resize(phone, PHONE)
    prepare(secretary, TITLE, "secret", tick="Có mã biên nhận")
    open_vote(secretary, TITLE)
    for tablet in (phone, other):
        choose(tablet, "Tán thành")
        send(tablet)
    expect(sheet(other)).to_contain_text("Mã biên nhận")
    code = sheet(phone).locator(".receipt-code")
    expect(code).to_have_text(re.compile("^([A-Z]{4} ){3}[A-Z]{4}$"))
    shown = code.inner_text()
    assert complaints(phone) == []
    close_vote(secretary, TITLE)
    expect(card(secretary, TITLE)).to_contain_text("Mã gốc của danh sách phiếu")
    phone.reload()
    # A list from which everything was taken.
    other.route(re.compile("/receipts$"), lambda it: it.fulfill(json={"ballots": []}))
    announce(secretary, TITLE)
    result = phone.locator(".vote-result-sheet[open]")
    expect(result.locator(".receipt-code")).to_have_text(shown)
    expect(result).to_contain_text("có trong danh sách đã đếm", timeout=10_000)
    expect(other.locator(".vote-result-sheet")).to_contain_text("không khớp với mã gốc")
    assert complaints(phone) == []
    assert "receipt/" not in phone.evaluate("JSON.stringify(localStorage)")


def test_who_is_not_on_the_roll_is_told_why(
    secretary, open_delegate, real_scene, meeting, open_tablet
):
    open_delegate("Lò Văn Pánh")
    open_delegate("Y Krông Niê Kdăm")
    guest = real_scene.make_member(meeting, Role.GUEST, name="Khách mời")
    of_guest = open_tablet(f"/m/{meeting}/tablet", guest)
    prepare(secretary, TITLE)
    open_vote(secretary, TITLE)
    late = open_delegate("Trần Thị Muộn")
    expect(sheet(late)).to_contain_text("báo thư ký")
    expect(of_guest.locator(".ballot-bar--still")).to_contain_text("Đang biểu quyết")
    expect(of_guest.locator("dialog[open]")).to_have_count(0)


def test_a_ballot_that_comes_too_late_is_known_not_to_count(
    secretary, open_delegate, real_scene, meeting, open_tablet
):
    tablet = open_delegate("Lò Văn Pánh")
    chair_account = real_scene.make_account()
    chair_id = real_scene.make_member(meeting, Role.CHAIR, account_id=chair_account)
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    prepare(secretary, TITLE)
    chair.get_by_role("tab", name="Biểu quyết").click()
    open_vote(chair, TITLE)
    # The chair has a ballot as well, which covers nothing until it is asked for.
    expect(chair.locator("dialog[open]")).to_have_count(0)
    chair.locator(".ballot-bar", has_text=TITLE).click()
    expect(sheet(chair)).to_contain_text(TITLE)
    chair.keyboard.press("Escape")
    choose(tablet, "Tán thành")
    tablet.context.set_offline(offline=True)
    send(tablet)
    expect(sheet(tablet)).to_contain_text("máy đang thử lại")
    close_vote(chair, TITLE)
    tablet.context.set_offline(offline=False)
    expect(sheet(tablet)).to_contain_text("nên không được tính")
