"""The reading log: the chair sees who has not opened a document."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.reading_log.models import ReadRecord
from kiosk.roles import Role
from tests.browser.navigation import finds
from tests.browser.test_follow import open_paper, shows

LAST_PAINTED = """() =>
  performance.getEntriesByName("page-painted").at(-1)?.detail.page"""
pytestmark = pytest.mark.service_worker


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with two papers, a chair and three delegates."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(3))
    real_scene.make_document(meeting, item, webp_pages(1), title="Phụ lục số liệu")
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    names = ["Hoàng Thị Ngọc Ánh", "Lò Văn Pánh", "Nguyễn Phạm Minh Nguyệt"]
    delegates = [
        real_scene.make_member(meeting, name=name, seat=f"A{index}", unit="Sở Nội vụ")
        for index, name in enumerate(names, 1)
    ]
    return meeting, document, chair, delegates


def line(page: Page):
    return page.locator(".readings-line")


def test_the_unread_count_falls_when_a_tablet_opens_the_document(room, open_tablet):
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    open_paper(chair, document)
    expect(line(chair)).to_have_text("Tài liệu này: 3/3 chưa mở")
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    shows(tablet, document, 1, "following")
    expect(line(chair)).to_have_text("Tài liệu này: 2/3 chưa mở")
    line(chair).click()
    dialog = chair.get_by_role("dialog")
    expect(dialog).to_contain_text("3/3 chưa mở")  # the other paper
    dialog.get_by_role("button", name="Báo cáo chuyển đổi số").click()
    expect(dialog.locator(".status-list-row")).to_have_count(2)
    expect(dialog).to_contain_text("Lò Văn Pánh")
    expect(dialog).to_contain_text("Ghế A2 · Sở Nội vụ")
    expect(dialog).not_to_contain_text("Hoàng Thị Ngọc Ánh")
    dialog.get_by_role("button", name="Trở lại").click()
    expect(dialog).to_contain_text("Phụ lục số liệu")


def test_delegates_are_informed_of_the_reading_log(room, open_tablet):
    meeting, _, _, delegates = room
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    tablet.get_by_role("button", name="Hiển thị").click()
    expect(tablet.get_by_role("dialog")).to_contain_text(
        "Hệ thống ghi lại tài liệu nào đã được mở"
    )


@pytest.mark.own_server
def test_pages_read_offline_are_logged_later(real_server, room, open_tablet):
    meeting, document, chair_id, delegates = room

    def comes_to(pages: str) -> None:
        def written() -> str | None:
            with real_server.store.read_session() as session:
                read = session.get(ReadRecord, (document, delegates[0]))
                return read and read.pages

        finds(tablet, written, pages)

    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegates[0])
    open_paper(chair, document)
    shows(tablet, document, 1, "following")
    comes_to("1")
    expect(tablet.locator(".frame.is-ready[data-slot=next]")).to_have_count(1)
    real_server.kill()
    expect(tablet.locator("[data-controller=connection-status]")).to_be_visible(
        timeout=90_000
    )
    tablet.keyboard.press("PageDown")
    shows(tablet, document, 2, "alone")
    # Turned away from before it is painted, it has not been read.
    finds(tablet, lambda: tablet.evaluate(LAST_PAINTED), 2)
    # The tablet alone would not report the second page.
    tablet.keyboard.press("PageUp")
    shows(tablet, document, 1, "alone")
    real_server.start()
    comes_to("1-2")
