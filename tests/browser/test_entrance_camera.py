"""A queue of badges before a gate's camera."""

from playwright.sync_api import Page, expect

from kiosk.checkins.models import CheckIn
from kiosk.roles import Role
from tests.browser.layout import SIZES, resize
from tests.browser.printed_badge import film_queue
from tests.browser.test_badge_camera import switch_on, tablet_with_camera

PEOPLE = 8
# Seconds of the film without a badge, before and after the queue. The film begins anew
# after it: a second round would be counted if the test came so late.
LEAD_S, TAIL_S = 4, 60
# In milliseconds: each badge takes 2 s of the film.
QUEUE_MS = 1000 * LEAD_S + 2000 * PEOPLE
SLACK_MS = 30_000


def stands_whole(page: Page) -> None:
    """Whether picture and answer are seen without scrolling, however it is held."""
    for name in ("phone", "tablet"):
        resize(page, SIZES[name])
        page.evaluate("scrollTo(0, 0)")
        for part in (".camera-view", ".gate-outcome"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)


def test_each_badge_of_a_queue_before_the_camera_is_scanned_once_in_order(
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
        stands_whole(page)
        expect(page.locator(".gate-count b")).to_have_text(
            str(PEOPLE), timeout=QUEUE_MS + SLACK_MS
        )
        expect(page.locator(".outcome-title")).to_have_text("Mời vào")
        stands_whole(page)
    with real_server.store.read_session() as session:
        scans = (
            session.query(CheckIn)
            .filter(CheckIn.member_id.in_(members))
            .order_by(CheckIn.at)
            .all()
        )
    # Each once, in the order of the queue.
    assert [scan.member_id for scan in scans] == members
    assert {scan.method for scan in scans} == {"qr"}
