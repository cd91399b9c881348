"""The chair sees which tablets show the live page."""

import re

import pytest
from playwright.sync_api import Page, expect

from kiosk.roles import Role
from kiosk.sites.models import Site
from tests.browser.conftest import TIMEOUT_MS
from tests.browser.navigation import finds
from tests.browser.test_follow import open_paper, shows

PAGES = 14
# Told in time by the engine's pings; the test's own browser needs a little, in ms.
GONE_MS = 20_000
BACK_MS = 60_000
NEAR = "Hội trường lớn Trung tâm Hội nghị tỉnh"
FAR = "Điểm cầu Đảng uỷ xã Nà Pản Thượng, Nhà văn hoá cộng đồng các dân tộc"
LONG_NAME = "Tôn Nữ Công Tằng Huyền Trân Ngọc Bích Thuỳ Dương"


@pytest.fixture
def room(real_scene, webp_pages):
    """An open meeting with a paper of 14 pages, a chair and two delegates."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, webp_pages(PAGES))
    chair = real_scene.make_member(meeting, Role.CHAIR, "Trần Đức An")
    delegates = [
        real_scene.make_member(meeting, name=LONG_NAME, seat="B-07"),
        real_scene.make_member(meeting, name="Lò Văn Pánh", seat="A-12"),
    ]
    return meeting, document, chair, delegates


@pytest.fixture
def on_page_12(room, open_tablet):
    """The chair and both delegates, all on page 12."""
    meeting, document, chair_id, delegates = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    tablets = [open_tablet(f"/m/{meeting}/tablet", who) for who in delegates]
    open_paper(chair, document)
    chair.locator("#page-number").fill("12")
    chair.locator("#page-number").press("Enter")
    for tablet in tablets:
        shows(tablet, document, 12, "following")
    return chair, tablets


def says(chair: Page, sentence: str, timeout: int = TIMEOUT_MS) -> None:
    expect(chair.locator(".presence-text")).to_have_text(sentence, timeout=timeout)


def test_all_follow_on_page_12_and_reading_alone_or_sleeping_is_listed(on_page_12):
    chair, [reader, _other] = on_page_12
    says(chair, "2/2 đang ở trang 12")
    expect(chair.locator(".presence-note")).to_have_text(re.compile(r"^\s*$"))
    expect(chair.locator(".presence")).to_have_class(re.compile("is-whole"))
    reader.keyboard.press("ArrowRight")
    says(chair, "1/2 đang ở trang 12")
    expect(chair.locator(".presence-note")).to_have_text("1 đọc riêng")
    expect(chair.locator(".presence")).not_to_have_class(re.compile("is-amiss"))
    chair.locator(".presence-line").click()
    row = chair.get_by_role("dialog").locator(".status-list-row")
    expect(row).to_have_count(1)
    expect(row.locator(".status-list-name")).to_have_text(LONG_NAME)
    expect(row).to_contain_text("Ghế B-07")
    expect(row).to_contain_text("Trang 13")
    expect(row).to_contain_text("chưa đầy 1 phút")
    # The list is kept right while it is open.
    reader.get_by_role("button", name=re.compile("Về trang chủ toạ")).click()
    expect(chair.get_by_text("Mọi máy đều đang theo.")).to_be_visible()
    # The keyboard turns no page behind the list, and leaves it.
    chair.keyboard.press("ArrowRight")
    chair.keyboard.press("Escape")
    expect(chair.get_by_role("dialog")).to_have_count(0)
    expect(chair.locator(".presence-line")).to_be_focused()
    says(chair, "2/2 đang ở trang 12")
    put_away_and_take_up(chair, reader)


def put_away_and_take_up(chair: Page, tablet: Page) -> None:
    """A tablet put away is asleep, and not behind."""
    look = """(state) => {
      Object.defineProperty(document, "visibilityState",
        {configurable: true, get: () => state});
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    tablet.evaluate(look, "hidden")
    expect(chair.locator(".presence-note")).to_have_text("1 máy ngủ")
    expect(chair.locator(".presence")).not_to_have_class(re.compile("is-amiss"))
    tablet.evaluate(look, "visible")
    says(chair, "2/2 đang ở trang 12")
    expect(chair.locator(".presence-note")).to_have_text(re.compile(r"^\s*$"))


@pytest.mark.own_server(KIOSK_TIME_SCALE="0.4")
def test_a_tablet_switched_off_is_lost_within_20_seconds_and_in_sync_after(
    room, on_page_12, real_server, open_tablet
):
    meeting, document, _chair_id, _delegates = room
    chair, [tablet, _other] = on_page_12
    says(chair, "2/2 đang ở trang 12")
    context = tablet.context
    tablet.close()
    says(chair, "1/2 đang ở trang 12", GONE_MS)
    expect(chair.locator(".presence-note")).to_have_text(
        "1 mất kết nối", timeout=GONE_MS
    )
    expect(chair.locator(".presence")).to_have_class(re.compile("is-amiss"))
    chair.locator(".presence-line").click()
    lost = chair.locator(".status-list-kind[data-kind=lost]")
    expect(lost).to_have_text(re.compile("Mất kết nối"))
    expect(chair.locator(".status-list-row .status-list-name")).to_have_text(LONG_NAME)
    back = context.new_page()
    back.goto(f"{real_server.url}/m/{meeting}/tablet")
    shows(back, document, 12, "following")
    says(chair, "2/2 đang ở trang 12")
    expect(chair.get_by_text("Mọi máy đều đang theo.")).to_be_visible()


@pytest.mark.own_server
def test_a_short_drop_is_not_reported_and_all_are_counted_after_a_restart(
    on_page_12, real_server
):
    chair, [tablet, _other] = on_page_12
    says(chair, "2/2 đang ở trang 12")
    chair.evaluate(
        """() => {
          window.said = [];
          const text = document.querySelector(".presence-text");
          new MutationObserver(() => window.said.push(text.textContent))
            .observe(text, {childList: true, characterData: true, subtree: true});
        }"""
    )
    tablet.context.set_offline(True)
    finds(tablet, lambda: tablet.evaluate("navigator.onLine"), False)
    tablet.context.set_offline(False)
    chair.locator(".turning-next").click()
    says(chair, "2/2 đang ở trang 13", BACK_MS)
    said = {*chair.evaluate("window.said")}
    assert {text for text in said if "12" in text} <= {"2/2 đang ở trang 12"}

    real_server.terminate()
    real_server.start()
    expect(chair.locator(".presence")).not_to_have_class(re.compile("is-old"))
    chair.locator(".turning-next").click(timeout=BACK_MS)
    says(chair, "2/2 đang ở trang 14", BACK_MS)


def test_where_websocket_is_blocked_the_tablet_polls_and_is_not_lost(
    room, chromium, real_server, real_scene, open_tablet
):
    meeting, document, chair_id, [who, _] = room
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    open_paper(chair, document)
    context = chromium.new_context(locale="vi-VN")
    token = real_scene.sign_in(who)
    context.add_cookies([{"name": "kiosk", "value": token, "url": real_server.url}])
    context.add_init_script("delete window.WebSocket; window.WebSocket = undefined;")
    tablet = context.new_page()
    asked: list[tuple[str, int]] = []
    tablet.on("response", lambda r: asked.append((r.url, r.status)))
    tablet.goto(f"{real_server.url}/m/{meeting}/tablet")
    shows(tablet, document, 1, "following")
    says(chair, "1/1 đang ở trang 1", 20_000)
    before = len([url for url, _ in asked if url.endswith("/snapshot")])

    def polls() -> list[int]:
        return [status for url, status in asked if url.endswith("/shown")]

    finds(tablet, lambda: len(polls()) >= 2, True)
    assert set(polls()) == {200}
    # Nothing was new, so nothing was fetched.
    assert len([url for url, _ in asked if url.endswith("/snapshot")]) == before
    chair.locator(".turning-next").click()
    shows(tablet, document, 2, "following")
    says(chair, "1/1 đang ở trang 2", 20_000)
    context.close()


def test_many_tablets_are_counted_by_site_and_named_on_demand(
    room, real_scene, real_server, open_tablet
):
    meeting, _document, chair_id, _delegates = room
    with real_server.store.unit_of_work("test") as work:
        sites = [Site(meeting_id=meeting, name=name) for name in (NEAR, FAR)]
        work.session.add_all(sites)
        work.session.flush()
        near, far = (site.id for site in sites)
    for number in range(61):
        who = real_scene.make_member(meeting, seat=f"C-{number}", site_id=near)
        real_scene.sign_in(who)
    lonely = real_scene.make_member(meeting, name=LONG_NAME, site_id=far)
    real_scene.sign_in(lonely)
    chair = open_tablet(f"/m/{meeting}/chair", chair_id)
    expect(chair.locator(".presence-note")).to_contain_text("62 mất kết nối")
    chair.locator(".presence-line").click()
    dialog = chair.get_by_role("dialog")
    expect(dialog.locator(".status-list-site")).to_have_count(2)
    dialog.get_by_role("button", name=re.compile(FAR)).press("Enter")
    expect(dialog.locator(".status-list-row .status-list-name")).to_have_text(
        [LONG_NAME]
    )
    # Nothing of the long names is cut off.
    for name in dialog.locator(".status-list-name, [data-target=what]").all():
        assert name.evaluate("e => e.scrollWidth <= e.clientWidth || !e.clientWidth")
    dialog.get_by_role("button", name="Mọi điểm cầu").press("Enter")
    expect(dialog.locator(".status-list-site")).to_have_count(2)
