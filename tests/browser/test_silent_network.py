"""A network that keeps connections but carries nothing."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kiosk.pagesync.models import LivePage
from kiosk.roles import Role
from tests.browser.layout import TABLET
from tests.browser.silent_network import SilentNetwork
from tests.browser.test_follow import open_paper, shows
from tests.browser.test_notes import SHOWN
from tests.scene import Scene

LATE = "Máy chủ chưa trả lời. Xin đợi trong giây lát."
PAGES = 12
# Leaps of the page's own time, each with a moment of real time for an answer.
MOST_LEAPS = 90
LEAP_MS, MOMENT_MS = 2500, 1000


@pytest.fixture
def paper(real_scene, webp_pages) -> tuple[int, int]:
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    return meeting, real_scene.make_document(meeting, item, webp_pages(PAGES))


@pytest.fixture
def network(real_server) -> Iterator[SilentNetwork]:
    network = SilentNetwork(real_server.port)
    yield network
    network.close()


@pytest.fixture
def open_over(chromium, real_scene, network):
    """Open a path over the network that may fall silent."""
    contexts = []

    def make(path: str, member_id: int):
        context = chromium.new_context(
            viewport=TABLET, locale="vi-VN", service_workers="block"
        )
        contexts.append(context)
        url = f"http://localhost:{network.port}"
        token = real_scene.sign_in(member_id)
        context.add_cookies([{"name": "kiosk", "value": token, "url": url}])
        page = context.new_page()
        page.clock.install()
        page.goto(url + path)
        return page

    yield make
    for context in contexts:
        context.close()


def goes_on(page: Page, is_so: Callable[[], bool]) -> None:
    """Let the page's time pass until something is so.

    The server has longer and longer for what the page allows some seconds: on a busy
    machine it may need them.
    """
    for leap in range(MOST_LEAPS):
        if is_so():
            return
        page.clock.fast_forward(LEAP_MS)
        page.wait_for_timeout(MOMENT_MS * (1 + leap // 15))
    raise AssertionError(f"not after {MOST_LEAPS * LEAP_MS} ms")


def live_page(scene: Scene, meeting: int) -> int:
    with scene.store.read_session() as session:
        live = session.get(LivePage, meeting)
        return live.page if live else 0


def test_a_page_turn_on_a_silent_network_is_announced_and_retried(
    paper, open_over, network, real_scene
):
    meeting, document = paper
    who = real_scene.make_member(meeting, Role.CHAIR)
    chair = open_over(f"/m/{meeting}/chair", who)
    open_paper(chair, document)
    # The next pages are held already: here it is about the press.
    expect(chair.locator(".frame.is-ready")).to_have_count(3)
    network.silence()
    chair.locator(".turning-next").click()
    chair.clock.fast_forward(3_100)
    expect(chair.get_by_text(LATE)).to_be_visible()
    goes_on(chair, lambda: live_page(real_scene, meeting) == 2)
    # The live channel, silent too, is opened anew.
    goes_on(chair, lambda: chair.locator(".reader").get_attribute("data-page") == "2")
    shows(chair, document, 2, "leading")


def test_an_image_lost_on_a_silent_network_is_fetched_again(
    paper, open_over, network, real_scene
):
    meeting, document = paper
    tablet = open_over(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    open_paper(tablet, document)
    expect(tablet.locator(".frame.is-ready")).to_have_count(3)
    network.silence()
    tablet.locator("#page-number").fill("11")
    tablet.locator("#page-number").press("Enter")
    tablet.clock.fast_forward(3_100)
    expect(tablet.get_by_text(LATE)).to_be_visible()
    goes_on(tablet, lambda: tablet.locator(f"{SHOWN} .sheet img").count() > 0)
    expect(tablet.locator(".reader")).to_have_attribute("data-page", "11")
    goes_on(tablet, lambda: not tablet.get_by_text(LATE).count())
