"""Following the chair in real browsers."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role

PAGES = 5


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with one paper of five pages, a chair and three delegates."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    names = ["Hoàng Thị Ngọc Ánh", "Lò Văn Pánh", "Nguyễn Phạm Minh Nguyệt"]
    delegates = [real_scene.make_member(meeting, name=name) for name in names]
    return meeting, document, chair, delegates


def shows(page: Page, document: int, number: int, mode: str) -> None:
    """Wait until the screen's reader shows that page, in that mode."""
    reader = page.locator(".reader")
    expect(reader).to_have_attribute("data-page", str(number))
    expect(reader).to_have_attribute("data-document", str(document))
    expect(reader).to_have_attribute("data-mode", mode)
    # Not only said: the image of that page is painted.
    shown = page.locator("[data-slot=current] img").first
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.complete && image.naturalWidth > 0")


def open_paper(chair: Page, document: int) -> None:
    chair.locator(".paper").first.click()
    expect(chair.locator(".reader")).to_have_attribute("data-document", str(document))


def test_chair_turns_a_page_and_two_tablets_show_it(room, open_tablet):
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablets = [open_tablet(f"/m/{meeting}/tablet", who) for who in delegates[:2]]
    open_paper(chair, document)
    for tablet in tablets:
        shows(tablet, document, 1, "following")
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, document, 2, "following")
    chair.keyboard.press("PageDown")
    for tablet in tablets:
        shows(tablet, document, 3, "following")


def test_a_reader_reads_ahead_and_returns_with_one_button(room, open_tablet):
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    reader, other = (open_tablet(f"/m/{meeting}/tablet", who) for who in delegates[:2])
    open_paper(chair, document)
    shows(reader, document, 1, "following")
    reader.keyboard.press("ArrowRight")
    reader.keyboard.press("ArrowRight")
    reader.keyboard.press("ArrowRight")
    shows(reader, document, 4, "alone")
    chair.locator(".turning-next").click()
    shows(other, document, 2, "following")
    shows(reader, document, 4, "alone")
    expect(reader.get_by_text("Đang đọc riêng").first).to_be_visible()
    reader.get_by_role("button", name=re.compile("Về trang chủ toạ")).click()
    shows(reader, document, 2, "following")


def test_a_late_joiner_and_a_reload_show_the_live_page(room, open_tablet):
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    open_paper(chair, document)
    for _ in range(3):
        chair.locator(".turning-next").click()
    expect(chair.locator(".reader")).to_have_attribute("data-page", "4")
    late = open_tablet(f"/m/{meeting}/tablet", delegates[2])
    shows(late, document, 4, "following")
    late.reload()
    shows(late, document, 4, "following")


@pytest.mark.own_server
def test_tablets_reconnect_after_the_server_is_killed(room, open_tablet, real_server):
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablets = [open_tablet(f"/m/{meeting}/tablet", who) for who in delegates[:2]]
    open_paper(chair, document)
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, document, 2, "following")
    expect(tablets[0].locator(".frame.is-ready[data-slot=next]")).to_have_count(1)
    real_server.kill()
    strip = tablets[0].locator(".link-state")
    expect(strip).to_be_visible()
    # What is loaded can still be read.
    tablets[0].keyboard.press("ArrowRight")
    shows(tablets[0], document, 3, "alone")
    real_server.start()
    expect(strip).to_be_hidden()
    tablets[0].get_by_role("button", name=re.compile("Về trang chủ toạ")).click()
    for tablet in tablets:
        shows(tablet, document, 2, "following")
    expect(chair.locator(".link-state")).to_be_hidden()
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, document, 3, "following")


def test_the_lead_is_given_and_taken_back(room, open_tablet, real_scene):
    meeting, document, chair_id, delegates = room
    presenter_id = real_scene.make_member(meeting, Role.PRESENTER, "Phạm Thuỳ Dương")
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    open_paper(chair, document)
    presenter = open_tablet(f"/m/{meeting}/tablet", presenter_id)
    follower = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    shows(follower, document, 1, "following")
    chair.get_by_role("button", name="Trao quyền điều khiển").click()
    chair.get_by_role("button", name=re.compile("Phạm Thuỳ Dương")).click()
    # The keyboard is not lost with a button that is pressed and gone.
    take_back = chair.get_by_role("button", name="Lấy lại quyền")
    expect(take_back).to_be_focused()
    expect(presenter.locator(".reader")).to_have_attribute("data-mode", "leading")
    presenter.keyboard.press("ArrowRight")
    shows(follower, document, 2, "following")
    take_back.press("Enter")
    expect(presenter.locator(".reader")).to_have_attribute("data-mode", "following")
    expect(chair.get_by_role("button", name="Trao quyền điều khiển")).to_be_focused()
    chair.locator(".turning-next").click()
    shows(presenter, document, 3, "following")


def test_a_withdrawn_document_leaves_open_tablets_and_its_images_answer_404(
    room, open_tablet, real_scene
):
    meeting, document, chair_id, delegates = room
    secretary_id = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    open_paper(chair, document)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    shows(tablet, document, 1, "following")
    book = tablet.evaluate(
        "(path) => fetch(path).then((reply) => reply.json())",
        f"/m/{meeting}/documents/{document}/pages",
    )
    sha256 = book["pages"][0]["images"]["1200"]
    image = f"/m/{meeting}/documents/{document}/images/{sha256}.webp"
    ask = "(path) => fetch(path, {cache: 'no-store'}).then((reply) => reply.status)"
    assert tablet.evaluate(ask, image) == 200
    secretary = open_tablet(f"/m/{meeting}/secretary", secretary_id)
    withdrawn = secretary.evaluate(
        """(path) => fetch(path, {method: "POST", body: "{}",
           headers: {"Content-Type": "application/json"}}).then((r) => r.status)""",
        f"/m/{meeting}/documents/{document}/withdraw",
    )
    assert withdrawn == 204
    expect(tablet.get_by_text("Tài liệu đã được thu hồi")).to_be_visible()
    expect(tablet.locator("[data-slot=current] img:visible")).to_have_count(0)
    expect(tablet.locator(".paper")).to_have_count(0)
    for path in (image, f"/m/{meeting}/documents/{document}/pages"):
        assert tablet.evaluate(ask, path) == 404
