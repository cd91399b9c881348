"""Text view, easy mode, dark theme, contrast and bookmarks."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.documents.models import Document
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.layout import PHONE, SIZES, resize
from tests.browser.navigation import IDLE, arrives, finds
from tests.page_words import write_words

PAGES = 5
BARE_PAGE = 4
BODY = ".text-body"
SENTENCE = (
    "Thực hiện Nghị quyết về chuyển đổi số giai đoạn mới, Ban Thường vụ Tỉnh uỷ"
    " báo cáo Hội nghị kết quả một năm vận hành chính quyền địa phương hai cấp"
)


def words_of(page: int) -> list[list[float | str]]:
    """Set a heading and two paragraphs as a printed page has them."""
    words: list[list[float | str]] = []
    lines = [f"PHẦN THỨ {page}", *[SENTENCE] * 3, "hết đoạn.", *[SENTENCE] * 2]
    for number, line in enumerate(lines):
        left, share = 0.1, 0.8 / len(SENTENCE)
        for word in line.split():
            words.append([left, 0.1 + number * 0.03, len(word) * share, 0.015, word])
            left += (len(word) + 1) * share
    return words


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting whose paper has text on every page but one."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    contents = [(1, 1, "Phần thứ nhất"), (2, 3, "Mục 1 <b>"), (1, 5, "Phụ lục")]
    with real_scene.store.unit_of_work("test") as work:
        paper = work.session.get(Document, document)
        paper.outline = json.dumps(contents)
    pages = range(1, PAGES + 1)
    words = [[] if page == BARE_PAGE else words_of(page) for page in pages]
    write_words(real_scene.store, document, words)
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    delegate = real_scene.make_member(meeting, name="Hoàng Thị Ngọc Ánh", seat="B12")
    return meeting, document, chair, delegate


@pytest.fixture
def turn(room, open_tablet):
    """Let the chair turn everybody's page."""
    meeting, document, chair, _ = room
    desk = open_tablet(f"/m/{meeting}/chair", chair)

    def to(page: int) -> None:
        status = desk.evaluate(
            """([url, document, page]) => fetch(url, {method: "POST",
               headers: {"Content-Type": "application/json"},
               body: JSON.stringify({document, page})}).then((r) => r.status)""",
            [f"/m/{meeting}/page", document, page],
        )
        assert status == 204

    to(2)
    return to


@pytest.fixture
def tablet(room, turn, open_tablet):
    """A tablet that follows the chair on page 2."""
    meeting, _, _, delegate = room
    page = open_tablet(f"/m/{meeting}/tablet", delegate)
    is_at(page, 2, "following")
    return page


@pytest.fixture
def phone(tablet):
    """The same as a phone."""
    resize(tablet, PHONE)
    return tablet


def is_at(tablet: Page, page: int, mode: str) -> None:
    reader = tablet.locator(".reader")
    expect(reader).to_have_attribute("data-page", str(page))
    expect(reader).to_have_attribute("data-mode", mode)


def press(tablet: Page, name: str) -> None:
    tablet.get_by_role("button", name=name, exact=True).click()


def choose_display(tablet: Page, *names: str) -> None:
    """Open the panel, press what is named there, and close it."""
    press(tablet, "Hiển thị")
    panel = tablet.get_by_role("dialog", name="Cách hiển thị")
    for name in names:
        panel.get_by_text(name, exact=True).click()
    panel.get_by_role("button", name="Xong").click()
    expect(panel).to_be_hidden()


def size_of(tablet: Page, selector: str) -> float:
    return tablet.locator(selector).first.evaluate(
        "(element) => parseFloat(getComputedStyle(element).fontSize)"
    )


def test_text_on_a_phone_needs_no_pinching_and_its_size_is_kept(phone):
    sheet = phone.locator("[data-slot=current] .sheet")
    before = sheet.bounding_box()
    press(phone, "Chữ")
    body = phone.locator(BODY)
    expect(body.get_by_role("heading")).to_have_text("PHẦN THỨ 2")
    paragraphs = body.locator("p")
    expect(paragraphs).to_have_count(2)
    expect(paragraphs.first).to_have_text(f"{SENTENCE} {SENTENCE} {SENTENCE} hết đoạn.")
    assert size_of(phone, f"{BODY} p") >= 20
    box = paragraphs.first.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    # Nothing hangs over the edge, at no size.
    for _ in range(5):
        press(phone, "Chữ to hơn")
        assert phone.evaluate(
            """() => { const box = document.querySelector(".text-scroll");
                       return box.scrollWidth <= box.clientWidth; }"""
        )
    largest = size_of(phone, f"{BODY} p")
    assert largest >= 48
    # Kept on this device, and the image is as it was.
    phone.reload()
    expect(phone.locator(f"{BODY} p")).to_have_count(2)
    assert size_of(phone, f"{BODY} p") == largest
    press(phone, "Trang")
    expect(phone.locator(BODY)).not_to_be_in_viewport()
    assert sheet.bounding_box() == before


def test_the_text_follows_the_chair_turns_manually_and_may_be_missing(phone, turn):
    press(phone, "Chữ")
    heading = phone.locator(f"{BODY} h2")
    phone.locator(".text-scroll").evaluate("(box) => box.scrollTo(0, 200)")
    turn(3)
    is_at(phone, 3, "following")
    expect(heading).to_have_text("PHẦN THỨ 3")
    assert phone.locator(".text-scroll").evaluate("(box) => box.scrollTop") == 0
    phone.locator(".text-turn").get_by_role("button", name="Trang trước").click()
    is_at(phone, 2, "alone")
    expect(heading).to_have_text("PHẦN THỨ 2")
    phone.locator(".text-scroll").press("ArrowRight")
    is_at(phone, 3, "alone")
    phone.get_by_role("button", name="Về trang chủ toạ").click()
    is_at(phone, 3, "following")
    # A page without text says so and shows its image.
    turn(BARE_PAGE)
    note = phone.get_by_text(f"Trang {BARE_PAGE} không có lớp chữ")
    expect(note).to_be_visible()
    expect(phone.locator("[data-slot=current] img")).to_be_visible()
    expect(phone.locator(BODY)).to_be_empty()
    turn(5)
    expect(phone.locator(f"{BODY} h2")).to_have_text("PHẦN THỨ 5")
    expect(note).to_be_hidden()


def test_missing_text_leaves_the_image_and_is_requested_again(
    room, turn, open_tablet, real_scene
):
    meeting, document, _, delegate = room
    # Else the tablet may hold it already, whatever the server answers.
    with real_scene.store.unit_of_work("test") as work:
        work.session.get_one(Document, document).is_kept = False
    phone = open_tablet(f"/m/{meeting}/tablet", delegate)
    resize(phone, PHONE)
    is_at(phone, 2, "following")
    phone.route("**/words/**", lambda route: route.abort())
    press(phone, "Chữ")
    turn(5)
    expect(phone.get_by_text("Chưa tải được chữ của trang 5")).to_be_visible()
    phone.unroute("**/words/**")
    turn(3)
    turn(5)
    expect(phone.locator(f"{BODY} h2")).to_have_text("PHẦN THỨ 5")


def test_a_screen_reader_gets_the_text_and_the_page_number(tablet, turn):
    expect(tablet.locator(f"{BODY} h2")).to_have_text("PHẦN THỨ 2")
    tree = tablet.locator(".text").aria_snapshot()
    assert "PHẦN THỨ 2" in tree
    assert "button" not in tree
    # Once, in reading order; the words to select are not read a second time.
    assert tablet.locator("main").aria_snapshot().count("PHẦN") == 0
    said = tablet.locator(".page-line")
    expect(said).to_have_attribute("role", "status")
    turn(3)
    expect(said).to_have_text(re.compile(rf"^Trang 3 / {PAGES}, "))


def assert_large(tablet: Page) -> None:
    buttons = tablet.locator("button:visible")
    expect(buttons).to_have_count(6)
    for button in buttons.all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 72
        assert box["width"] >= 110
    assert size_of(tablet, f"{BODY} p") >= 34


def test_the_easy_mode_has_six_large_buttons_and_restores_the_settings(tablet):
    usual = size_of(tablet, "body")
    choose_display(tablet, "Chế độ dễ đọc")
    tablet.reload()
    expect(tablet.locator(f"{BODY} h2")).to_have_text("PHẦN THỨ 2")
    assert_large(tablet)
    resize(tablet, PHONE)
    assert_large(tablet)
    press(tablet, "Trang sau")
    is_at(tablet, 3, "alone")
    expect(tablet.locator(f"{BODY} h2")).to_have_text("PHẦN THỨ 3")
    tablet.get_by_role("button", name="Về trang chủ toạ").click()
    is_at(tablet, 2, "following")
    press(tablet, "Chương trình")
    press(tablet, "Tắt chế độ dễ đọc")
    expect(tablet.get_by_role("button", name="Hiển thị")).to_be_visible()
    assert size_of(tablet, "body") == usual
    expect(tablet.locator(BODY)).not_to_be_in_viewport()


# A phone on its side, and a tablet at 200 %.
LOW = [(844, 390), (640, 400), (844, 560)]
LEAST_BUTTON = 48


def test_in_the_easy_mode_a_low_screen_is_mostly_page_and_holds_all_buttons(tablet):
    choose_display(tablet, "Chế độ dễ đọc")
    for width, height in LOW:
        resize(tablet, (width, height))
        text = tablet.locator(BODY)
        finds(tablet, lambda text=text: text.bounding_box()["height"] > 0, True)
        box = text.bounding_box()
        assert box["height"] >= height / 2
        assert box["width"] >= width / 2
        buttons = tablet.locator("button:visible")
        expect(buttons).to_have_count(6)
        for button in buttons.all():
            box = button.bounding_box()
            assert min(box["width"], box["height"]) >= LEAST_BUTTON
            assert 0 <= box["x"] <= width - box["width"]
            assert 0 <= box["y"] <= height - box["height"]
            assert button.evaluate("one => one.scrollWidth <= one.clientWidth")


# What is pressed to come from one display to the next.
DISPLAYS = {
    "light": [],
    "dark": ["Tối"],
    "strong and dark": ["Tương phản cao"],
    "strong": ["Sáng"],
}


def complaints_in_every_display(tablet: Page) -> list[str]:
    """Ask before the page, before its text with the list of pages, and in the panel."""
    found = []
    for display, names in DISPLAYS.items():
        choose_display(tablet, *names)
        found += [f"{display}, page: {one}" for one in complaints(tablet)]
        press(tablet, "Chữ")
        expect(tablet.locator(f"{BODY} p")).to_have_count(2)
        press(tablet, "Các trang")
        found += [f"{display}, text: {one}" for one in complaints(tablet)]
        press(tablet, "Hiển thị")
        found += [f"{display}, panel: {one}" for one in complaints(tablet)]
        tablet.get_by_role("dialog", name="Cách hiển thị").get_by_role(
            "button", name="Xong"
        ).click()
        press(tablet, "Các trang")
        press(tablet, "Trang")
    return found


def test_every_display_setting_is_accessible(tablet):
    tablet.get_by_label("Trang sau").click()
    is_at(tablet, 3, "alone")
    press(tablet, "Các trang")
    press(tablet, "Đánh dấu trang 3")
    press(tablet, "Các trang")
    assert complaints_in_every_display(tablet) == []


def test_dark_theme_keeps_white_pages_by_default_and_the_next_holder_gets_defaults(
    tablet,
):
    image = tablet.locator("[data-slot=current] img")
    filtered = "(image) => getComputedStyle(image).filter"
    choose_display(tablet, "Tối")
    assert image.evaluate(filtered) == "none"
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = tablet.evaluate(ground)
    choose_display(tablet, "Đảo màu cả hình trang")
    assert "invert" in image.evaluate(filtered)
    tablet.reload()
    assert tablet.evaluate(ground) == dark
    choose_display(tablet, "Sáng")
    assert image.evaluate(filtered) == "none"
    assert tablet.evaluate(ground) != dark
    # Handing the tablet back takes all of it away.
    choose_display(tablet, "Tối", "Tương phản cao")
    press(tablet, "Trả máy, đăng xuất")
    press(tablet, "Đăng xuất")
    arrives(tablet, IDLE)
    finds(tablet, lambda: tablet.evaluate("Object.keys(localStorage)"), [])


def test_marked_pages_are_found_again_after_a_reload(tablet):
    press(tablet, "Trang sau")
    is_at(tablet, 3, "alone")
    press(tablet, "Các trang")
    press(tablet, "Đánh dấu trang 3")
    tablet.reload()
    is_at(tablet, 3, "alone")
    press(tablet, "Trang sau")
    is_at(tablet, 4, "alone")
    press(tablet, "Các trang")
    marks = tablet.get_by_label("Trang đã đánh dấu").get_by_role("button")
    expect(marks).to_have_count(1)
    marks.click()
    is_at(tablet, 3, "alone")
    expect(tablet.locator(".thumbnails")).to_be_hidden()
    press(tablet, "Các trang")
    press(tablet, "Đánh dấu trang 3")
    expect(marks).to_have_count(0)


def test_the_table_of_contents_leads_to_the_pages(tablet):
    press(tablet, "Các trang")
    contents = tablet.locator(".outline")
    contents.get_by_text("Mục lục của tài liệu").click()
    rows = contents.get_by_role("button")
    expect(rows).to_have_text(["Phần thứ nhất1", "Mục 1 <b>3", "Phụ lục5"])
    expect(rows.nth(0)).to_have_attribute("aria-current", "true")
    assert complaints(tablet) == []
    rows.nth(1).click()
    is_at(tablet, 3, "alone")
    expect(tablet.locator(".thumbnails")).to_be_hidden()
    press(tablet, "Các trang")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")


def test_two_pages_are_side_by_side_on_a_wide_screen(tablet, turn):
    choose_display(tablet, "Hai trang cạnh nhau")
    beside = tablet.locator("[data-slot=beside]")
    expect(beside).to_have_count(0)
    press(tablet, "Chương trình")
    left = tablet.locator("[data-slot=current] .sheet")
    right = tablet.locator("[data-slot=beside] .sheet")
    expect(right.locator("img")).to_be_in_viewport(ratio=0.99)
    boxes = left.bounding_box(), right.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] + boxes[0]["width"] == pytest.approx(boxes[1]["x"], abs=1)
    # Enlarged, the leading page has the whole stage; afterwards both are back.
    press(tablet, "Phóng to")
    expect(beside).to_have_count(0)
    press(tablet, "Cả trang")
    expect(beside).to_have_count(1)
    resize(tablet, SIZES["portrait"])
    expect(beside).to_have_count(0)


def test_of_two_pages_the_chairs_is_first_and_a_manual_turn_passes_both(
    room, tablet, turn, open_tablet
):
    meeting, _, chair, _ = room
    choose_display(tablet, "Hai trang cạnh nhau")
    press(tablet, "Chương trình")
    beside = tablet.locator("[data-slot=beside]")
    expect(beside).to_have_count(1)
    desk = open_tablet(f"/m/{meeting}/chair", chair)
    turn(3)
    is_at(tablet, 3, "following")
    expect(desk.locator(".presence-text")).to_have_text("1/1 đang ở trang 3")
    # The chair's page leads; who turns alone turns both.
    turn(1)
    is_at(tablet, 1, "following")
    expect(beside.locator(".sheet-number")).to_have_text("2")
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 3, "alone")
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 5, "alone")
    expect(beside).to_have_count(0)
    tablet.keyboard.press("ArrowRight")
    is_at(tablet, 5, "alone")
    tablet.keyboard.press("ArrowLeft")
    is_at(tablet, 3, "alone")
