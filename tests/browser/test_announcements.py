"""Announcements and service calls between the chair, tablets and the desk."""

import pytest
from playwright.sync_api import expect

from kiosk.roles import Role
from tests.browser.accessibility import complaints

TEXT = "Xin mời đại biểu vào phòng họp."


@pytest.fixture
def meeting(real_scene, webp_pages):
    made = real_scene.make_meeting()
    item = real_scene.make_item(made)
    real_scene.make_document(made, item, webp_pages(1))
    return made


def announce(chair, *, text=TEXT, site="", urgent=False):
    chair.get_by_role("button", name="Thông báo").first.click()
    form = chair.get_by_role("dialog", name="Gửi thông báo")
    form.get_by_role("textbox").fill(text)
    if site:
        form.get_by_label("Gửi tới").select_option("site")
        form.get_by_label("Điểm cầu").select_option(label=site)
    form.get_by_label("Khẩn:").set_checked(urgent)
    form.get_by_role("button", name="Gửi thông báo").click()
    expect(form.get_by_role("listitem").filter(has_text=text)).to_be_visible()
    return form


def read_on_the_chairs_screen(chair):
    """Read what all are told, above the page; what a site is told is not there."""
    strip = chair.locator(".chair-page > .announcements")
    expect(strip.get_by_text("Hội nghị giải lao.")).to_be_visible()
    expect(strip.get_by_text(TEXT)).to_have_count(0)
    above, below = (
        chair.locator(part).bounding_box() for part in (".announcements", ".reader")
    )
    assert above["y"] + above["height"] <= below["y"] + 1
    assert complaints(chair) == []
    strip.get_by_role("button", name="Đã đọc").click()
    expect(strip).to_be_hidden()


def test_an_announcement_is_seen_at_its_site_only_until_it_is_withdrawn(
    real_scene, open_tablet, meeting
):
    here = real_scene.make_site(meeting, "Xã Nậm Cắn")
    there = real_scene.make_site(meeting, "Xã Tri Lễ")
    tablet, other = (
        open_tablet(
            f"/m/{meeting}/tablet", real_scene.make_member(meeting, site_id=site)
        )
        for site in (here, there)
    )
    chair = open_tablet(
        f"/m/{meeting}/chair", real_scene.make_member(meeting, Role.CHAIR)
    )
    form = announce(chair, site="Xã Nậm Cắn", urgent=True)
    strip = tablet.get_by_role("alert").filter(has_text=TEXT)
    expect(strip).to_be_visible()
    expect(strip.get_by_role("button")).to_have_count(0)

    # It pushes the page down and covers none of it.
    below = tablet.locator(".reader").bounding_box()
    above = tablet.locator(".announcements").bounding_box()
    assert above["y"] + above["height"] <= below["y"] + 1
    assert complaints(tablet) == complaints(chair) == []

    # One to all comes later, so that the other site has had its time.
    form.get_by_role("button", name="Đóng").click()
    announce(chair, text="Hội nghị giải lao.")
    for each in (tablet, other):
        expect(each.get_by_text("Hội nghị giải lao.")).to_be_visible()
    assert TEXT not in other.content()

    other.get_by_role("button", name="Đã đọc").click()
    expect(other.get_by_text("Hội nghị giải lao.")).to_have_count(0)

    chair.keyboard.press("Escape")
    read_on_the_chairs_screen(chair)
    chair.get_by_role("button", name="Thông báo").first.click()
    other.reload()
    expect(other.locator("body.is-drawn")).to_be_visible()
    expect(other.get_by_text("Hội nghị giải lao.")).to_have_count(0)

    line = form.get_by_role("listitem").filter(has_text=TEXT)
    line.get_by_role("button", name="Thu hồi").click()
    expect(tablet.get_by_text(TEXT)).to_have_count(0)
    expect(tablet.get_by_text("Hội nghị giải lao.")).to_be_visible()


def test_the_wall_of_a_site_shows_what_is_announced_there(
    real_scene, open_tablet, meeting
):
    sites = [real_scene.make_site(meeting, name) for name in ("Nậm Cắn", "Tri Lễ")]
    wall, other = (
        open_tablet(
            f"/m/{meeting}/wall",
            real_scene.make_member(meeting, Role.WALL, "Màn hình", site_id=site),
        )
        for site in sites
    )
    chair = open_tablet(
        f"/m/{meeting}/chair", real_scene.make_member(meeting, Role.CHAIR)
    )
    form = announce(chair, site="Nậm Cắn", urgent=True)
    scene = wall.locator(".scene-announcement[data-urgent]")
    expect(scene).to_contain_text(TEXT)
    form.get_by_role("button", name="Đóng").click()
    announce(chair, text="Hội nghị giải lao.")
    expect(other.locator(".scene-announcement")).to_contain_text("Hội nghị giải lao.")
    assert TEXT not in other.content()
    # The urgent one stays in front at its own site, until it is withdrawn.
    expect(scene).to_be_visible()
    line = form.get_by_role("listitem").filter(has_text=TEXT)
    line.get_by_role("button", name="Thu hồi").click()
    expect(wall.locator(".scene-announcement")).to_contain_text("Hội nghị giải lao.")
    assert TEXT not in wall.content()


def test_a_call_from_a_seat_is_answered_at_the_desk(real_scene, open_tablet, meeting):
    caller = real_scene.make_member(meeting, name="Lò Văn Pánh", seat="B12")
    tablet = open_tablet(f"/m/{meeting}/tablet", caller)
    desk = open_tablet(
        f"/m/{meeting}/service-calls",
        real_scene.make_member(meeting, Role.ENTRANCE, "Vi Thị Hoa"),
    )
    expect(desk.get_by_text("Không ai đang chờ.")).to_be_visible()
    tablet.get_by_role("button", name="Gọi phục vụ").click()
    tablet.get_by_role("button", name="Xin nước uống").click()
    call = desk.get_by_role("listitem").filter(has_text="Ghế B12")
    expect(call).to_contain_text("Lò Văn Pánh")
    assert complaints(tablet) == complaints(desk) == []
    call.get_by_role("button", name="Tôi đến ngay").click()
    dialog = tablet.get_by_role("dialog", name="Gọi phục vụ tới chỗ ngồi")
    expect(dialog.get_by_role("status")).to_have_text(
        "Đã có người đến giúp: Vi Thị Hoa"
    )
    call.get_by_role("button", name="Đã xong").click()
    expect(dialog.get_by_role("button", name="Xin nước uống")).to_be_enabled()
