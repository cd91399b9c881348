"""Search in real Chromium: typed, opened, highlighted."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.roles import Role
from tests.browser.accessibility import complaints
from tests.browser.test_offline import wait_until_kept
from tests.page_words import line_boxes, write_words

PAGES = 4
SHOWN = "[data-slot=current]"
LINE = "Toàn Đảng bộ quán triệt Nghị quyết, quan tâm triển khai."
OTHER = "Các nội dung khác của kỳ họp."


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a paper of four pages; the third is looked for."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    paper = real_scene.make_document(meeting, item, webp_pages(PAGES))
    lines = [LINE if page == 3 else OTHER for page in range(1, PAGES + 1)]
    write_words(real_scene.store, paper, [line_boxes(line) for line in lines])
    return meeting, paper


@pytest.fixture
def tablet(room, open_tablet, real_scene):
    meeting, _ = room
    return open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))


def knows_the_meeting(screen: Page) -> None:
    """Wait until it does: before, a hit opens its paper at the first page."""
    expect(screen.locator(".paper").first).to_be_visible()


def look(screen: Page, words: str) -> None:
    knows_the_meeting(screen)
    screen.get_by_role("button", name="Tìm trong tài liệu").click()
    screen.get_by_label("Chữ cần tìm").fill(words)


def marked(screen: Page) -> list[str]:
    """Return the words of the page in front that lie under a mark."""
    expect(screen.locator(f"{SHOWN} .sheet-mark").first).to_be_visible()
    expect(screen.locator(f"{SHOWN} .sheet-words span").first).to_be_attached()
    return screen.evaluate(
        """(shown) => {
          const at = (element) => element.style.left;
          const marks = [...document.querySelectorAll(`${shown} .sheet-mark`)].map(at);
          const words = [...document.querySelectorAll(`${shown} .sheet-words span`)];
          return words.filter((word) => marks.includes(at(word)))
            .map((word) => word.textContent.trim());
        }""",
        SHOWN,
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("quan triet", ["quán", "triệt", "quan"]),
        ("quán triệt", ["quán", "triệt"]),
        ('"quan triet"', ["quán", "triệt"]),
    ],
)
def test_a_hit_opens_the_page_with_its_words_marked_and_reads_alone(
    tablet, typed, expected
):
    look(tablet, typed)
    hit = tablet.locator(".hit")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("Trang 3")
    in_snippet = " ".join(hit.locator("mark").all_text_contents()).split()
    assert in_snippet == expected
    hit.click()
    expect(tablet.get_by_role("dialog")).to_be_hidden()
    reader = tablet.locator(".reader")
    expect(reader).to_have_attribute("data-page", "3")
    expect(reader).to_have_attribute("data-mode", "alone")
    assert marked(tablet) == expected
    tablet.keyboard.press("ArrowRight")
    expect(reader).to_have_attribute("data-page", "4")
    expect(tablet.locator(".sheet-mark")).to_have_count(0)
    tablet.keyboard.press("ArrowLeft")
    assert marked(tablet) == expected


def test_search_works_by_keyboard_alone(tablet):
    knows_the_meeting(tablet)
    tablet.get_by_role("button", name="Tìm trong tài liệu").focus()
    tablet.keyboard.press("Enter")
    tablet.keyboard.type("nghi quyet")
    expect(tablet.locator(".hit")).to_have_count(1)
    tablet.keyboard.press("ArrowDown")
    tablet.keyboard.press("ArrowUp")
    expect(tablet.get_by_label("Chữ cần tìm")).to_be_focused()
    tablet.keyboard.press("Enter")
    expect(tablet.locator(".hit")).to_be_focused()
    tablet.keyboard.press("Enter")
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "3")
    assert marked(tablet) == ["Nghị", "quyết,"]


@pytest.mark.parametrize("colours", ["{}", '{"theme": "dark"}', '{"contrast": "more"}'])
def test_search_results_are_accessible(tablet, colours):
    tablet.evaluate("(look) => localStorage.setItem('kiosk-look', look)", colours)
    tablet.reload()
    look(tablet, "quan triet")
    expect(tablet.get_by_role("dialog").locator("mark").first).to_be_visible()
    assert complaints(tablet) == []


@pytest.mark.service_worker
def test_no_hits_and_no_server_show_messages(tablet):
    look(tablet, "xyzzy <b>")
    expect(
        tablet.get_by_text("Không thấy “xyzzy <b>” trong các tài liệu")
    ).to_be_visible()
    wait_until_kept(tablet)
    tablet.context.set_offline(True)
    tablet.get_by_label("Chữ cần tìm").fill("quan triet")
    expect(tablet.get_by_text("Mất mạng: mới tìm trong 1 tài liệu")).to_be_visible()
    # A device that keeps nothing can only say that nobody answers.
    tablet.evaluate(
        "caches.keys().then((all) => Promise.all(all.map((n) => caches.delete(n))))"
    )
    tablet.get_by_label("Chữ cần tìm").fill("quan triet nghi quyet")
    expect(tablet.get_by_text("Không liên lạc được với máy chủ").first).to_be_visible()
    tablet.context.set_offline(False)
    tablet.get_by_role("dialog").get_by_role("button", name="Thử lại").click()
    expect(tablet.locator(".hit")).to_have_count(1)


def test_snippets_of_a_withdrawn_document_leave_the_open_list(
    room, tablet, open_tablet, real_scene
):
    meeting, paper = room
    look(tablet, "quan triet")
    expect(tablet.locator(".hit")).to_have_count(1)
    desk = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    status = desk.evaluate(
        """(path) => fetch(path, {method: "POST", body: "{}",
           headers: {"Content-Type": "application/json"}}).then((r) => r.status)""",
        f"/m/{meeting}/documents/{paper}/withdraw",
    )
    assert status == 204
    expect(tablet.locator(".hit")).to_have_count(0)


def test_the_chairs_hit_turns_the_page_for_everybody(
    room, tablet, open_tablet, real_scene
):
    meeting, _ = room
    chair_id = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    look(chair, "quan triet")
    chair.locator(".hit").click()
    assert marked(chair) == ["quán", "triệt", "quan"]
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "3")
    expect(tablet.locator(".reader")).to_have_attribute("data-mode", "following")


def test_the_secretarys_hit_opens_a_draft_in_a_reader_of_its_own(
    room, open_tablet, real_scene
):
    meeting, paper = room
    with real_scene.store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).publication = Publication.DRAFT
    secretary_id = real_scene.make_member(meeting, Role.SECRETARY)
    secretary = open_tablet(f"/m/{meeting}/secretary", secretary_id)
    look(secretary, "quan triet")
    with secretary.expect_popup() as opened:
        secretary.locator(".hit").click()
    reader = opened.value
    expect(reader.locator(".reader")).to_have_attribute("data-page", "3")
    assert marked(reader) == ["quán", "triệt", "quan"]
    assert re.search(r"/tablet$", reader.url)
