"""A new version of a document during the meeting."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kiosk.annotations.transfer import NoteTransfer
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.ingestion.version_mapping_job import VersionMapper
from kiosk.roles import Role
from tests.browser.layout import PHONE, resize
from tests.page_words import write_words

pytestmark = pytest.mark.service_worker


def text_of(seed: int) -> str:
    return " ".join(f"mục {seed} điều {seed}{number} khoản" for number in range(30))


def boxes(text: str) -> list[list[float | str]]:
    """Set words in lines of ten, as a printed page has them."""
    return [
        [0.1 + at % 10 * 0.08, 0.1 + at // 10 * 0.03, 0.07, 0.015, word]
        for at, word in enumerate(text.split())
    ]


@pytest.fixture
def papers(real_scene, webp_pages):
    """A published paper of four pages, and its new version with a page put in."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    drawn = webp_pages(5)
    old = real_scene.make_document(meeting, item, drawn[:4], title="Nghị quyết số 12")
    new = real_scene.make_document(
        meeting,
        item,
        [drawn[0], drawn[4], *drawn[1:4]],
        Publication.DRAFT,
        title="Nghị quyết số 12",
    )
    store = real_scene.store
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, new).replaces_id = old
        work.session.get_one(Document, new).version = 2
    texts = {seed: text_of(seed) for seed in (1, 2, 3, 4, 9)}
    changed = texts | {3: f"{texts[3]} thêm"}
    write_words(store, old, [boxes(texts[seed]) for seed in (1, 2, 3, 4)])
    write_words(store, new, [boxes(changed[seed]) for seed in (1, 9, 2, 3, 4)])
    VersionMapper(store).map_versions(new)
    return meeting, old, new


def send(page: Page, path: str, body: dict) -> None:
    status = page.evaluate(
        """([url, body]) => fetch(url, {method: "POST",
           headers: {"Content-Type": "application/json"},
           body: JSON.stringify(body)}).then((r) => r.status)""",
        [path, body],
    )
    assert status == 204


def is_at(page: Page, document: int, number: int, mode: str) -> None:
    reader = page.locator(".reader")
    expect(reader).to_have_attribute("data-document", str(document))
    expect(reader).to_have_attribute("data-page", str(number))
    expect(reader).to_have_attribute("data-mode", mode)


def keep_picture(page: Page, name: str) -> None:
    """Keep a picture for a person to look at, where one was asked for."""
    folder = os.environ.get("KIOSK_TEST_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture
def chair(papers, real_scene, open_tablet) -> Page:
    """The chair, who shows page 3 of the old version."""
    meeting, old, _ = papers
    desk = open_tablet(
        f"/m/{meeting}/chair", real_scene.make_member(meeting, Role.CHAIR)
    )
    send(desk, f"/m/{meeting}/page", {"document": old, "page": 3})
    return desk


@pytest.fixture
def follower(papers, chair, real_scene, open_tablet) -> Page:
    meeting, old, _ = papers
    tablet = open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    is_at(tablet, old, 3, "following")
    return tablet


@pytest.fixture
def alone(papers, chair, real_scene, open_tablet) -> Page:
    """A reader who has marked page 3 and gone back to page 2 by himself."""
    meeting, old, _ = papers
    tablet = open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    is_at(tablet, old, 3, "following")
    tablet.locator(".bookmarks-toggle").evaluate("button => button.click()")
    tablet.get_by_role("button", name="Trang trước").first.click()
    is_at(tablet, old, 2, "alone")
    expect(tablet.locator(".version")).to_be_hidden()
    return tablet


@pytest.fixture
def secretary(papers, real_scene, open_tablet) -> Page:
    meeting = papers[0]
    member = real_scene.make_member(meeting, Role.SECRETARY)
    return open_tablet(f"/m/{meeting}/secretary", member)


def test_a_new_version_keeps_everybodys_position(
    papers, chair, follower, alone, secretary
):
    _, old, new = papers
    row = secretary.locator("li.paper", has_text="Bản 2")
    expect(row).to_contain_text("thay bản trước")
    keep_picture(secretary, "secretary-before")
    row.get_by_role("button", name="Phát hành").click()

    is_at(follower, new, 4, "following")
    is_at(chair, new, 4, "leading")
    for moved in (follower, chair):
        reported = moved.get_by_text("Đã chuyển sang bản mới của tài liệu, trang 4.")
        expect(reported).to_be_visible()
    expect(follower.locator(".version")).to_be_hidden()
    # A reader who reads alone stays, and sees a notice.
    is_at(alone, old, 2, "alone")
    banner = alone.locator(".version")
    expect(banner).to_contain_text("Đã có bản mới của tài liệu này")
    keep_picture(alone, "banner")
    resize(alone, PHONE)
    keep_picture(alone, "banner-phone")
    # A tablet that comes late learns it from the snapshot.
    alone.reload()
    is_at(alone, old, 2, "alone")
    expect(alone.locator(".frame.is-ready, .reader img").first).to_be_visible()
    banner.get_by_role("button", name="Mở bản mới").click()
    is_at(alone, new, 3, "alone")
    expect(alone.get_by_label("Đến trang")).to_have_value("3")
    expect(banner).to_be_hidden()
    # His mark has gone along with its page.
    marks = alone.locator(".bookmarks-list li")
    expect(marks).to_have_count(1)
    expect(marks).to_contain_text("Trang 4")
    expect(secretary.locator("li.paper")).to_have_count(1)
    keep_picture(secretary, "secretary-after")


def test_notes_move_to_the_new_version(papers, alone, secretary, real_scene):
    _, old, new = papers
    alone.locator(".tablet-tools .tablet-notes").click()
    palette = alone.locator(".palette")
    palette.get_by_role("button", name="Viết", exact=True).click()
    sheet = alone.locator("[data-slot=current] .sheet")
    box = sheet.bounding_box()
    assert box is not None
    alone.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"])
    alone.get_by_label("Nội dung, chỉ đồng chí đọc được").fill("Hỏi lại mục này")
    alone.get_by_role("button", name="Lưu", exact=True).click()
    with alone.expect_response("**/annotations") as sent:
        assert sent.value.ok
    row = secretary.locator("li.paper", has_text="Bản 2")
    row.get_by_role("button", name="Phát hành").click()
    expect(secretary.locator("li.paper")).to_have_count(1)
    NoteTransfer(real_scene.store).carry(old)
    alone.locator(".version").get_by_role("button", name="Mở bản mới").click()
    is_at(alone, new, 3, "alone")
    pin = alone.locator("[data-slot=current] .pin")
    expect(pin).to_have_count(1)
    keep_picture(alone, "note-carried")
    pin.click()
    written = alone.get_by_label("Nội dung, chỉ đồng chí đọc được")
    expect(written).to_have_value("Hỏi lại mục này")


def test_changes_are_shown_by_page_and_by_word(papers, secretary, alone):
    _, _, new = papers
    row = secretary.locator("li.paper", has_text="Bản 2")
    row.get_by_role("button", name="Xem thay đổi").click()
    secretary_sees = secretary.get_by_role("dialog")
    expect(secretary_sees.locator(".compare-summary")).to_contain_text("Trang mới: 2")
    keep_picture(secretary, "compare-secretary")
    secretary_sees.get_by_role("button", name="Đóng").click()
    row.get_by_role("button", name="Phát hành").click()

    alone.locator(".version").get_by_role("button", name="Xem thay đổi").click()
    dialog = alone.get_by_role("dialog")
    expect(dialog.locator(".compare-summary li")).to_have_text(
        ["Trang mới: 2", "Trang có sửa: 4", "Giữ nguyên: 3 trang"]
    )
    added = dialog.locator(".compare-page[data-kind=added]")
    expect(added.locator(".compare-side")).to_contain_text("mục 9")
    changed = dialog.locator(".compare-page[data-kind=changed]")
    changed.scroll_into_view_if_needed()
    # Long pages push the next ones down.
    side, below = (
        element.bounding_box() for element in (added.locator(".compare-side"), changed)
    )
    assert side is not None
    assert below is not None
    assert side["y"] + side["height"] <= below["y"]
    expect(changed.locator("ins")).to_have_text(["thêm"])
    expect(changed.locator("del")).to_have_count(0)
    keep_picture(alone, "compare")
    resize(alone, PHONE)
    keep_picture(alone, "compare-phone")
    changed.get_by_role("button", name="Mở trang 4").click()
    is_at(alone, new, 4, "alone")
