"""A document with an expiry disappears by itself."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from kiosk import clock
from kiosk.documents.models import Document
from kiosk.roles import Role
from tests.browser.test_follow import open_paper, shows

AHEAD = "Thôi cho đọc từ"


@pytest.fixture
def room(real_scene, webp_pages, open_tablet):
    """A secretary with a paper's form open, and a tablet that reads the paper."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    paper = real_scene.make_document(meeting, item, webp_pages(2))
    chair = open_tablet(
        f"/m/{meeting}/chair", real_scene.make_member(meeting, Role.CHAIR)
    )
    secretary = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    tablet = open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    open_paper(chair, paper)
    shows(tablet, paper, 1, "following")
    secretary.locator(".paper").get_by_role("button", name="Báo cáo").click()
    return paper, secretary, tablet


def field(moment: dt.datetime) -> str:
    return moment.astimezone(clock.VIETNAM).strftime("%d/%m/%Y %H:%M")


def save(secretary: Page, moment: str) -> int:
    secretary.get_by_label(AHEAD).fill(moment)
    with secretary.expect_response("**/limits") as answered:
        secretary.get_by_role("button", name="Lưu giờ thu hồi").click()
    return answered.value.status


def test_an_expired_document_leaves_the_screen_and_the_list(room, real_server):
    paper, secretary, tablet = room
    hour = clock.now() + dt.timedelta(hours=1)
    assert save(secretary, field(hour)) == 204
    shows(tablet, paper, 1, "following")
    with real_server.store.read_session() as session:
        said = session.get_one(Document, paper).readable_until
    assert said == hour.replace(second=0, microsecond=0)
    expect(secretary.get_by_label(AHEAD)).to_have_value(field(hour))
    # The hour has passed.
    with real_server.store.unit_of_work("test") as work:
        document = work.session.get_one(Document, paper)
        document.readable_until = clock.now()
    expect(tablet.locator("[data-paper]")).to_have_count(0)
    expect(tablet.locator("[data-slot=current] .sheet img")).to_have_count(0)
    expect(secretary.locator(".paper")).to_contain_text("Đã thu hồi")


def test_a_past_expiry_is_refused_with_a_message(room):
    _, secretary, tablet = room
    assert save(secretary, "1/1/2026 7h30") == 422
    expect(secretary.get_by_text("Giờ thôi đọc đã qua")).to_be_visible()
    expect(secretary.get_by_label(AHEAD)).to_have_value("")
    expect(tablet.locator("[data-paper]")).to_have_count(1)


def test_a_document_may_expire_with_the_meeting(room, real_server):
    paper, secretary, _ = room
    with secretary.expect_response("**/limits"):
        secretary.get_by_label("Thu hồi khi kết thúc hội nghị").check()
    expect(secretary.get_by_label("Thu hồi khi kết thúc hội nghị")).to_be_checked()
    with real_server.store.read_session() as session:
        assert session.get_one(Document, paper).until_close
