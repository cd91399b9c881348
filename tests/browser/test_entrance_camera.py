"""Sixty people show their badges to a gate's camera, one after the other."""

import time

from playwright.sync_api import expect

from kiosk.checkins.models import CheckIn
from kiosk.roles import Role
from tests.browser.printed_badge import film_queue
from tests.browser.test_badge_camera import switch_on, tablet_with_camera

PEOPLE = 60
LEAD_S, TAIL_S = 10, 20
# A badge and the gap after it, in seconds; a gate is to take a person in two.
EACH_S = 1.5


def test_sixty_badges_before_the_camera_and_none_is_missed(
    driver, real_server, real_scene, tmp_path
):
    meeting = real_scene.make_meeting()
    desk = real_scene.make_member(meeting, Role.ENTRANCE, "Bàn đón tiếp")
    members = [
        real_scene.make_member(meeting, name=f"Nguyễn Văn Đại Biểu {place}")
        for place in range(1, PEOPLE + 1)
    ]
    addresses = [
        f"{real_server.url}/q#{real_scene.make_badge(member)}" for member in members
    ]
    film = film_queue(addresses, tmp_path / "queue.mjpeg", LEAD_S, TAIL_S)
    with tablet_with_camera(driver, film) as page:
        token = real_scene.sign_in(desk)
        page.context.add_cookies(
            [{"name": "kiosk", "value": token, "url": real_server.url}]
        )
        page.goto(f"{real_server.url}/m/{meeting}/entrance")
        page.get_by_label("Thêm cửa").fill("Cửa chính")
        page.get_by_role("button", name="Thêm và chọn").click()
        switch_on(page)
        expect(page.locator(".camera-video")).to_be_visible()
        began = time.monotonic()
        # No second round: the film begins anew only after this.
        page.wait_for_timeout(1000 * (LEAD_S + PEOPLE * EACH_S + TAIL_S / 2))
        assert time.monotonic() - began < LEAD_S + PEOPLE * EACH_S + TAIL_S
        expect(page.locator(".gate-count b")).to_have_text(str(PEOPLE))
        expect(page.locator(".outcome-title")).to_have_text("Mời vào")
    with real_server.store.reading() as session:
        scans = session.query(CheckIn).order_by(CheckIn.at).all()
    # Each once, in the order of the queue.
    assert [scan.member_id for scan in scans] == members
    assert {scan.method for scan in scans} == {"qr"}
