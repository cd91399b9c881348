"""Watermarked documents: each reader's name on the shared page."""

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from kiosk.documents.models import Document
from kiosk.roles import Role
from tests.browser.navigation import finds
from tests.browser.test_follow import open_paper, shows

PAGES = 3


@pytest.fixture
def room(real_server, real_scene, webp_pages):
    """An open meeting with one paper, a chair, two delegates, and a worker."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    delegates = [
        real_scene.make_member(meeting, name=name, unit=unit)
        for name, unit in (
            ("Hoàng Thị Ngọc Ánh", "Sở Thông tin và Truyền thông"),
            ("Lò Văn Pánh", "Huyện uỷ Phù Lưu"),
        )
    ]
    return meeting, document, chair, delegates


def mark(real_server, document: int) -> None:
    with real_server.store.unit_of_work("test") as work:
        work.session.get_one(Document, document).is_marked = True


def painted(page: Page) -> Image.Image:
    """Return the sheet as it stands on the glass."""
    shot = page.locator("[data-slot=current] img").first.screenshot()
    return Image.open(io.BytesIO(shot)).convert("RGB")


def is_stored(page: Page, address: str) -> bool:
    """Tell whether the browser has it without asking anybody."""
    return page.evaluate(
        """address => fetch(address, { cache: "only-if-cached", mode: "same-origin" })
          .then((reply) => reply.status === 200, () => false)""",
        address,
    )


def differ(one: Image.Image, other: Image.Image) -> bool:
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox() is not None


def test_two_tablets_show_the_chairs_page_each_with_its_own_name(
    real_server, room, open_tablet
):
    meeting, document, chair_id, delegates = room
    mark(real_server, document)
    real_server.start_worker()
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablets = [open_tablet(f"/m/{meeting}/tablet", who) for who in delegates]
    open_paper(chair, document)
    for tablet in tablets:
        shows(tablet, document, 1, "following")
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, document, 2, "following")
    first, second = (painted(tablet) for tablet in tablets)
    assert differ(first, second)


@pytest.mark.own_server
def test_a_page_being_prepared_shows_a_notice_and_then_the_image(
    real_server, room, open_tablet
):
    meeting, document, chair_id, delegates = room
    mark(real_server, document)
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    open_paper(chair, document)
    note = tablet.locator("[data-slot=current] .sheet-note")
    expect(note).to_have_text("Đang chuẩn bị trang có dấu tên…")
    real_server.start_worker()
    shows(tablet, document, 1, "following")


def test_a_watermark_added_while_reading_appears_on_the_screen(
    real_server, real_scene, room, open_tablet
):
    meeting, document, chair_id, delegates = room
    real_server.start_worker()
    secretary = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    open_paper(chair, document)
    shows(tablet, document, 1, "following")
    clean = painted(tablet)
    address = tablet.locator("[data-slot=current] img").first.get_attribute("src")
    assert is_stored(tablet, address)
    secretary.locator(".paper").get_by_role("button", name="Báo cáo").click()
    with tablet.expect_response(
        lambda reply: reply.headers.get("content-type") == "image/jpeg"
    ):
        secretary.get_by_label("In tên người đọc lên trang").check()
    shows(tablet, document, 1, "following")
    assert differ(clean, painted(tablet))
    # The clean picture is gone from the browser's own store as well.
    finds(tablet, lambda: is_stored(tablet, address), False)
    with secretary.expect_response("**/handling"):
        secretary.get_by_label("Không cho tải về").check()
    expect(secretary.get_by_label("Không cho tải về")).to_be_checked()
    with real_server.store.read_session() as session:
        said = session.get_one(Document, document)
        assert (said.is_marked, said.is_kept) == (True, False)
