"""Two pages side by side: both have links, words and notes."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.documents.models import Page as StoredPage
from tests.browser.test_display_settings import choose_display, is_at, press
from tests.browser.test_notes import WORDS, take
from tests.page_words import LINE, line_boxes, write_words

PAGES = 6
LEFT, RIGHT = "[data-slot=current]", "[data-slot=beside]"


@pytest.fixture
def tablet(real_scene, webp_pages, open_tablet) -> Page:
    """A tablet with pages 1 and 2 before it; the second leads to the fifth."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    paper = real_scene.make_document(meeting, item, webp_pages(PAGES))
    write_words(real_scene.store, paper, [line_boxes(LINE)] * PAGES)
    with real_scene.store.unit_of_work("test") as work:
        for page in work.session.query(StoredPage).filter_by(document_id=paper):
            if page.number == 2:
                page.links = json.dumps([[0.1, 0.5, 0.6, 0.02, 5]])
            if page.number == 1:
                page.links = json.dumps([[0.1, 0.5, 0.6, 0.02, 3]])
    delegate = real_scene.make_member(meeting)
    screen = open_tablet(f"/m/{meeting}/tablet", delegate)
    choose_display(screen, "Hai trang cạnh nhau")
    screen.locator("[data-paper]").first.click()
    press(screen, "Chương trình")
    expect(screen.locator(f"{RIGHT} .sheet img")).to_be_in_viewport(ratio=0.9)
    return screen


def links(screen: Page, slot: str) -> Locator:
    return screen.locator(f"{slot} .sheet-link")


def tap(screen: Page, what: Locator) -> None:
    box = what.bounding_box()
    assert box
    screen.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_link_on_the_right_page_is_followed_by_finger_and_by_keyboard(tablet):
    expect(links(tablet, RIGHT)).to_have_count(1)
    tap(tablet, links(tablet, RIGHT))
    is_at(tablet, 5, "alone")
    expect(tablet.locator(".sheet-link")).to_have_count(0)
    press(tablet, "Trở lại trang 1")
    is_at(tablet, 1, "alone")
    expect(links(tablet, RIGHT)).to_have_accessible_name("Đến trang 5")
    links(tablet, RIGHT).press("Enter")
    is_at(tablet, 5, "alone")
    press(tablet, "Trở lại trang 1")
    # The left page has kept its own.
    expect(links(tablet, RIGHT)).to_have_count(1)
    tap(tablet, links(tablet, LEFT))
    is_at(tablet, 3, "alone")


def test_a_page_that_is_no_longer_visible_has_no_overlays(tablet):
    expect(links(tablet, RIGHT)).to_have_count(1)
    words = tablet.locator(".sheet-words span")
    expect(words).to_have_count(2 * len(LINE.split()))
    press(tablet, "Phóng to")
    expect(tablet.locator(RIGHT)).to_have_count(0)
    expect(tablet.locator(".sheet-link")).to_have_count(1)
    expect(words).to_have_count(len(LINE.split()))
    press(tablet, "Cả trang")
    expect(links(tablet, RIGHT)).to_have_count(1)
    expect(words).to_have_count(2 * len(LINE.split()))


def test_search_matches_are_highlighted_on_both_pages(tablet):
    press(tablet, "Chương trình")
    tablet.get_by_role("button", name="Tìm trong tài liệu").click()
    tablet.get_by_label("Chữ cần tìm").fill("quan triet")
    tablet.locator(".hit").first.click()
    is_at(tablet, 1, "alone")
    press(tablet, "Chương trình")
    for slot in (LEFT, RIGHT):
        expect(tablet.locator(f"{slot} .sheet-mark")).to_have_count(3)
    # The marks go with the page, and come with the next.
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 3, "alone")
    for slot in (LEFT, RIGHT):
        expect(tablet.locator(f"{slot} .sheet-mark")).to_have_count(3)
    expect(tablet.locator(".sheet-mark")).to_have_count(6)


def test_the_words_of_the_right_page_can_be_selected(tablet):
    words = tablet.locator(f"{RIGHT} .sheet-words span")
    expect(words).to_have_count(len(LINE.split()))
    box = words.nth(3).bounding_box()
    assert box
    tablet.mouse.dblclick(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    assert tablet.evaluate("getSelection().toString().trim()") == "quán"


def test_a_note_on_the_right_page_opens_on_tap(tablet):
    take(tablet, "Viết")
    box = tablet.locator(f"{RIGHT} .sheet").bounding_box()
    assert box
    x, y = box["x"] + 0.6 * box["width"], box["y"] + 0.7 * box["height"]
    tablet.mouse.click(x, y)
    text = tablet.get_by_label("Nội dung, chỉ đồng chí đọc được")
    text.fill(WORDS)
    tablet.get_by_role("button", name="Lưu", exact=True).click()
    expect(tablet.locator(f"{RIGHT} .pin")).to_have_count(1)
    expect(text).to_be_hidden()
    tablet.mouse.click(x, y)
    expect(text).to_have_value(WORDS)
