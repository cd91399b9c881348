"""The reader: swipe, tap, pinch, reading alone, sign-out."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.documents.models import Page as StoredPage
from kiosk.documents.models import PageImage
from kiosk.roles import Role, Visibility
from tests.browser.layout import resize
from tests.browser.navigation import IDLE, arrives, finds
from tests.browser.touch_input import STAGE, TouchInput
from tests.page_words import write_words

PAGES = 6
SHOWN = "[data-slot=current]"
# Of the screen's shorter side.
LEAST_SHARE = 0.6
IS_STORED = "() => Object.values(localStorage).some((text) => /\\b3\\b/.test(text))"
WORDS = [
    [0.1, 0.10, 0.2, 0.02, "Nghị"],
    [0.32, 0.10, 0.2, 0.02, "quyết"],
    [0.1, 0.14, 0.3, 0.02, "chuyển"],
]


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a paper of six pages that can be zoomed and selected."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    larger = real_scene.store.files.store_bytes(webp_pages(PAGES + 1)[-1])
    write_words(real_scene.store, document, [WORDS] * PAGES)
    with real_scene.store.unit_of_work("test") as work:
        for page in work.session.query(StoredPage).filter_by(document_id=document):
            zoomed = work.session.query(PageImage).filter_by(
                page_id=page.id, width=2400
            )
            zoomed.one().sha256 = larger.sha256
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    delegate = real_scene.make_member(meeting, name="Hoàng Thị Ngọc Ánh", seat="B12")
    return meeting, document, chair, delegate, larger.sha256


def turn(chair: Page, meeting: int, document: int, page: int) -> None:
    status = chair.evaluate(
        """async ([meeting, document, page]) => (await fetch(`/m/${meeting}/page`, {
           method: "POST", headers: {"Content-Type": "application/json"},
           body: JSON.stringify({document, page})})).status""",
        [meeting, document, page],
    )
    assert status == 204


def is_at(tablet: Page, page: int, mode: str) -> None:
    expect(tablet.locator(".reader")).to_have_attribute("data-page", str(page))
    expect(tablet.locator(".reader")).to_have_attribute("data-mode", mode)


@pytest.fixture
def tablet(room, open_tablet):
    """A tablet that follows the chair on page 2."""
    meeting, document, chair, delegate, _ = room
    turn(open_tablet(f"/m/{meeting}/chair", chair), meeting, document, 2)
    page = open_tablet(f"/m/{meeting}/tablet", delegate)
    is_at(page, 2, "following")
    expect(page.locator(f"{SHOWN}.is-ready")).to_be_visible()
    return page


def test_pages_turn_by_swipe_edge_tap_key_and_number(tablet):
    touch = TouchInput(tablet)
    touch.swipe(0.7, 0.3)
    is_at(tablet, 3, "alone")
    touch.swipe(0.3, 0.7)
    is_at(tablet, 2, "alone")
    touch.swipe(0.5, 0.47)
    is_at(tablet, 2, "alone")
    touch.tap(0.97)
    is_at(tablet, 3, "alone")
    touch.tap(0.03)
    is_at(tablet, 2, "alone")
    for key, page in (("PageDown", 3), ("ArrowRight", 4), (" ", 5), ("ArrowLeft", 4)):
        tablet.keyboard.press(key)
        is_at(tablet, page, "alone")
    tablet.get_by_label("Đến trang").fill("6")
    tablet.keyboard.press("Enter")
    is_at(tablet, 6, "alone")
    tablet.keyboard.press("ArrowRight")
    touch.swipe(0.7, 0.3)
    is_at(tablet, 6, "alone")


def pull(tablet: Page) -> float:
    """Return how far the pages are drawn aside, in pixels, once that is drawn."""
    return tablet.locator(".reader-track").evaluate(
        """track => new Promise((done) => requestAnimationFrame(() =>
          requestAnimationFrame(() =>
            done(new DOMMatrix(getComputedStyle(track).transform).m41))))"""
    )


def test_a_turn_by_the_chair_voids_a_swipe_and_following_stays(
    room, tablet, open_tablet
):
    meeting, document, chair_id, *_ = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    touch = TouchInput(tablet)
    touch.touch(0.7)
    touch.move(0.7, 0.4)
    assert pull(tablet) < -100
    turn(chair, meeting, document, 3)
    is_at(tablet, 3, "following")
    finds(tablet, lambda: pull(tablet), 0)
    touch.move(0.4, 0.2)
    assert pull(tablet) == 0
    touch.lift()
    touch.touch(0.97)
    turn(chair, meeting, document, 2)
    is_at(tablet, 2, "following")
    touch.lift()
    assert tablet.locator(".reader").get_attribute("data-mode") == "following"
    # The next stroke counts again, and is not moved by a stage that is.
    touch.touch(0.6)
    touch.move(0.6, 0.4)
    held = pull(tablet)
    tablet.evaluate("document.querySelector('.reader').style.marginInline = '80px'")
    touch.move(0.4, 0.4)
    assert pull(tablet) == held
    touch.move(0.4, 0.2)
    touch.lift()
    is_at(tablet, 3, "alone")


def page_share(screen: Page) -> float:
    """Return the page's longer side against the shorter one of the screen.

    0 where a part of the page is not on the screen.
    """
    size, box = screen.viewport_size, screen.locator(f"{SHOWN} .sheet").bounding_box()
    assert size
    assert box
    right, foot = box["x"] + box["width"], box["y"] + box["height"]
    if min(box["x"], box["y"]) < 0 or right > size["width"] or foot > size["height"]:
        return 0
    return max(box["width"], box["height"]) / min(size["width"], size["height"])


def test_the_page_keeps_most_of_a_low_or_narrow_screen(room, tablet, open_tablet):
    meeting, _, chair_id, *_ = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    is_at(chair, 2, "leading")
    # The second is a tablet at 200 %.
    for size in ((1280, 800), (640, 400), (844, 390), (390, 844)):
        for screen in (tablet, chair):
            resize(screen, size)
            finds(screen, lambda screen=screen: page_share(screen) >= LEAST_SHARE, True)


def test_a_page_is_found_by_its_thumbnail(tablet):
    tablet.get_by_role("button", name="Các trang").click()
    tablet.get_by_role("button", name="Trang 5", exact=True).click()
    is_at(tablet, 5, "alone")
    expect(tablet.locator(".thumbnails")).to_be_hidden()


def test_zoom_is_sharp_local_and_keeps_following(room, tablet, open_tablet):
    meeting, document, chair_id, _, larger = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    touch = TouchInput(tablet)
    touch.spread("touchCancel")
    expect(tablet.locator(STAGE)).to_have_class(re.compile("is-zoomed"))
    sharp = re.compile(larger)
    expect(tablet.locator(f"{SHOWN} img")).to_have_attribute("src", sharp)
    is_at(tablet, 2, "following")
    turn(chair, meeting, document, 4)
    is_at(tablet, 4, "following")
    expect(tablet.locator(STAGE)).to_have_class(re.compile("is-zoomed"))
    expect(tablet.locator(f"{SHOWN} img")).to_have_attribute("src", sharp)
    # Zoomed, a finger moves the page; it does not turn it.
    touch.swipe(0.7, 0.3)
    touch.tap(0.97)
    is_at(tablet, 4, "following")
    tablet.get_by_role("button", name="Cả trang").click()
    expect(tablet.locator(STAGE)).not_to_have_class(re.compile("is-zoomed"))
    turn(chair, meeting, document, 3)
    expect(tablet.locator(f"{SHOWN} img")).not_to_have_attribute("src", sharp)
    touch.spread()
    expect(tablet.locator(f"{SHOWN} img")).to_have_attribute("src", sharp)


def test_a_double_tap_zooms_and_another_shows_the_whole_page(tablet):
    touch = TouchInput(tablet)
    zoomed = "document.querySelector('.reader-stage').matches('.is-zoomed')"
    for expected in (True, False):
        touch.rest()
        touch.tap(0.5)
        touch.tap(0.5)
        finds(tablet, lambda: tablet.evaluate(zoomed), expected)


def test_the_words_of_a_page_can_be_selected_and_copied(tablet):
    words = tablet.locator(f"{SHOWN} .sheet-words span")
    expect(words).to_have_count(3)
    first, last = words.first.bounding_box(), words.last.bounding_box()
    assert first
    assert last
    tablet.mouse.move(first["x"] + 1, first["y"] + first["height"] / 2)
    tablet.mouse.down()
    tablet.mouse.move(
        last["x"] + last["width"] * 0.9, last["y"] + last["height"] / 2, steps=5
    )
    tablet.mouse.up()
    copied = tablet.evaluate("getSelection().toString()")
    assert copied.split() == ["Nghị", "quyết", "chuyển"]
    is_at(tablet, 2, "following")


def test_reading_alone_and_the_page_survive_a_reload_but_not_the_next_holder(
    room, tablet, open_tablet, real_scene, real_server
):
    meeting, *_ = room
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 3, "alone")
    finds(tablet, lambda: tablet.evaluate(IS_STORED), True)
    tablet.reload()
    is_at(tablet, 3, "alone")
    other = real_scene.sign_in(real_scene.make_member(meeting, name="Lò Văn Pánh"))
    tablet.context.add_cookies(
        [{"name": "kiosk", "value": other, "url": real_server.url}]
    )
    tablet.reload()
    is_at(tablet, 2, "following")


def test_signing_out_leaves_nothing_of_the_holder_on_the_tablet(tablet):
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 3, "alone")
    finds(tablet, lambda: tablet.evaluate(IS_STORED), True)
    tablet.get_by_role("button", name="Trả máy, đăng xuất").click()
    tablet.get_by_role("button", name="Đăng xuất", exact=True).click()
    arrives(tablet, IDLE)
    finds(tablet, lambda: tablet.evaluate("Object.keys(localStorage)"), [])


def test_a_guest_sees_a_notice_instead_of_a_hidden_page_and_cannot_get_it(
    room, open_tablet, real_scene, webp_pages
):
    meeting, document, chair_id, *_ = room
    inner = real_scene.make_item(meeting, visibility=Visibility.OFFICIAL)
    secret = real_scene.make_document(meeting, inner, webp_pages(1), title="Nội bộ")
    guest_id = real_scene.make_member(meeting, Role.GUEST, "Trần Khách")
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    guest = open_tablet(f"/m/{meeting}/tablet", guest_id)
    turn(chair, meeting, document, 1)
    is_at(guest, 1, "following")
    turn(chair, meeting, secret, 1)
    expect(guest.get_by_text("Nội dung này không dành cho đồng chí")).to_be_visible()
    expect(guest.locator(f"{SHOWN}")).to_have_count(0)
    expect(guest.get_by_text("Nội bộ")).to_have_count(0)
    turn(chair, meeting, document, 2)
    is_at(guest, 2, "following")


def test_images_of_a_withdrawn_document_leave_the_browser_cache(
    room, tablet, open_tablet, real_scene
):
    meeting, document, *_ = room
    shown = tablet.locator(f"{SHOWN} img").get_attribute("src")
    ask = "(path) => fetch(path).then((reply) => reply.status)"
    assert tablet.evaluate(ask, shown) == 200
    desk = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    withdrawn = desk.evaluate(
        """(path) => fetch(path, {method: "POST", body: "{}",
           headers: {"Content-Type": "application/json"}}).then((r) => r.status)""",
        f"/m/{meeting}/documents/{document}/withdraw",
    )
    assert withdrawn == 204
    expect(tablet.get_by_text("Tài liệu đã được thu hồi")).to_be_visible()
    # An ordinary request; the cache holds the image for a year.
    finds(tablet, lambda: tablet.evaluate(ask, shown), 404)
