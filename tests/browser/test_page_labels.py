"""Printed page labels and links of a document."""

import time
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState, Publication
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.test_display_settings import press
from tests.browser.test_follow import open_paper, shows
from tests.browser.touch_input import TouchInput
from tests.unit.ingestion import sample_files

TITLE = "Báo cáo chính trị"
READY_SECONDS = 60


@pytest.fixture
def room(real_server, real_scene, open_tablet):
    """A meeting whose paper was brought as a PDF, pages i, ii, 1 and 2; all are in."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Thu Hà")
    desk = open_tablet(f"/m/{meeting}/secretary", secretary)
    real_server.start_worker()
    reply = desk.context.request.post(
        f"{real_server.url}/m/{meeting}/documents?name={quote(TITLE)}.pdf&item={item}",
        data=sample_files.signed_pdf(),
        headers={"Content-Type": "application/octet-stream", "Origin": real_server.url},
    )
    assert reply.status == 201, reply.text()
    document = reply.json()["id"]
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        with real_server.store.read_session() as session:
            if session.get_one(Document, document).state == DocumentState.READY:
                break
        time.sleep(0.2)
    with real_server.store.unit_of_work("test") as work:
        paper = work.session.get_one(Document, document)
        assert paper.state == DocumentState.READY
        paper.publication = Publication.PUBLISHED
    chair = open_tablet(
        f"/m/{meeting}/chair",
        real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An"),
    )
    open_paper(chair, document)
    return meeting, document, chair


@pytest.fixture
def tablet(room, real_scene, open_tablet):
    """A tablet that follows the chair on the first page."""
    meeting, document, _ = room
    delegate = real_scene.make_member(meeting, name="Hoàng Thị Ngọc Ánh", seat="B12")
    page = open_tablet(f"/m/{meeting}/tablet", delegate)
    shows(page, document, 1, "following")
    return page


def links(screen: Page) -> Locator:
    return screen.locator("[data-slot=current] .sheet-link")


def go_to(screen: Page, number: str) -> None:
    field = screen.get_by_label("Đến trang", exact=True)
    field.fill(number)
    field.press("Enter")


def way_back(screen: Page, page: int) -> Locator:
    return screen.get_by_role("button", name=f"Trở lại trang {page}", exact=True)


def test_all_screens_label_a_page_alike(room, tablet, real_scene, open_tablet):
    meeting, document, chair = room
    wall = open_tablet(
        f"/m/{meeting}/wall", real_scene.make_member(meeting, Role.WALL, "Màn hình")
    )
    press(chair, "Chuyển sang nội dung này")
    expect(wall.locator(".wall-page")).to_be_visible()
    expect(wall.locator(".wall-page")).to_have_text("Trang 1 / 4 (số in: i)")
    name = f"Trang 1 / 4 (số in: i), {TITLE}"
    expect(tablet.locator(".page-line")).to_have_text(name)
    for screen in (tablet, chair):
        expect(screen.locator(".turning-label")).to_have_text("số in: i")
        expect(screen.locator(".turning-count")).to_contain_text("/ 4")
    press(tablet, "Các trang")
    second = tablet.get_by_role("button", name="Trang 2, số in: ii", exact=True)
    expect(second.locator(".thumbnail-label")).to_have_text("số in: ii")
    press(tablet, "Đóng")
    chair.locator(".turning-next").click()
    for screen in (tablet, chair):
        expect(screen.locator(".turning-label")).to_have_text("số in: ii")
    shows(tablet, document, 2, "following")
    expect(tablet.locator(".page-line")).to_have_text(
        f"Trang 2 / 4 (số in: ii), {TITLE}"
    )
    expect(wall.locator(".wall-page")).to_have_text("Trang 2 / 4 (số in: ii)")
    expect(wall.locator(".sheet-link")).to_have_count(0)


def test_a_page_is_found_by_its_number_first_and_by_the_printed_one(room, tablet):
    _, document, _ = room
    # The third page has 1 printed on it; it is still the third.
    go_to(tablet, "1")
    shows(tablet, document, 1, "alone")
    go_to(tablet, "II")
    shows(tablet, document, 2, "alone")
    go_to(tablet, "3")
    shows(tablet, document, 3, "alone")
    expect(tablet.locator(".turning-label")).to_have_text("số in: 1")
    go_to(tablet, "phụ lục <b>")
    expect(
        tablet.get_by_text("Tài liệu này không có trang “phụ lục <b>”.")
    ).to_be_visible()
    shows(tablet, document, 3, "alone")
    expect(tablet.get_by_label("Đến trang", exact=True)).to_have_value("3")


def test_a_tap_on_the_contents_follows_the_link_and_another_goes_back(room, tablet):
    _, document, chair = room
    # What leads out of the installation is no link.
    expect(links(tablet)).to_have_count(2)
    box = links(tablet).nth(1).bounding_box()
    # A finger that misses the small print a little.
    tablet.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] + 8)
    shows(tablet, document, 3, "alone")
    shows(chair, document, 1, "leading")
    expect(links(tablet)).to_have_count(0)
    tablet.keyboard.press("ArrowRight")
    shows(tablet, document, 4, "alone")
    way_back(tablet, 1).click()
    shows(tablet, document, 1, "alone")
    expect(way_back(tablet, 1)).to_be_hidden()
    expect(links(tablet)).to_have_count(2)


def test_the_keyboard_follows_a_link_and_comes_back(room, tablet):
    _, document, _ = room
    links(tablet).first.focus()
    expect(links(tablet).first).to_have_accessible_name("Đến trang 2")
    tablet.keyboard.press("Enter")
    shows(tablet, document, 2, "alone")
    expect(way_back(tablet, 1)).to_be_focused()
    assert complaints(tablet) == []
    tablet.keyboard.press("Enter")
    shows(tablet, document, 1, "alone")


def test_reading_on_or_following_ends_the_link_history(room, tablet):
    _, document, _ = room
    for end in ("Đọc tiếp ở đây", "Về trang chủ toạ (trang 1)"):
        expect(links(tablet)).to_have_count(2)
        links(tablet).first.press("Enter")
        expect(way_back(tablet, 1)).to_be_visible()
        press(tablet, end)
        expect(way_back(tablet, 1)).to_be_hidden()
        if end == "Đọc tiếp ở đây":
            shows(tablet, document, 2, "alone")
            go_to(tablet, "1")
    shows(tablet, document, 1, "following")


def test_a_swipe_or_selection_over_a_link_does_not_follow_it(room, tablet):
    _, document, _ = room
    expect(
        tablet.locator("[data-slot=current] .sheet-words span").first
    ).to_be_attached()
    box = links(tablet).first.bounding_box()
    middle = box["y"] + box["height"] / 2
    tablet.mouse.move(box["x"] + 2, middle)
    tablet.mouse.down()
    tablet.mouse.move(box["x"] + 80, middle, steps=5)
    tablet.mouse.up()
    assert "Phần" in tablet.evaluate("() => getSelection().toString()")
    shows(tablet, document, 1, "following")
    tablet.evaluate("() => getSelection().removeAllRanges()")
    stage = tablet.locator(".reader-stage").bounding_box()
    TouchInput(tablet, (middle - stage["y"]) / stage["height"]).swipe(0.6, 0.3)
    shows(tablet, document, 2, "alone")
    expect(way_back(tablet, 1)).to_be_hidden()


def test_links_work_in_the_text_view(room, tablet):
    _, document, _ = room
    expect(tablet.locator(".text-link").first).to_have_attribute("tabindex", "-1")
    press(tablet, "Chữ")
    expect(tablet.locator(".text-number")).to_have_text("Trang 1 / 4 (số in: i)")
    link = tablet.get_by_role("button", name="Phần thứ hai")
    assert link.bounding_box()["height"] >= 48
    link.click()
    shows(tablet, document, 3, "alone")
    way_back(tablet, 1).click()
    shows(tablet, document, 1, "alone")
    assert complaints(tablet) == []
