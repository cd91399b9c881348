"""Quick page turns on a slow network: the current page comes first."""

import io
import random

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_follow import open_paper
from tests.browser.test_notes import SHOWN

PAGES = 9
# Of pictures of some 60 KB: about one a second.
BYTES_A_SECOND = 60_000
NAMES = """async (path) => Object.fromEntries(
  (await (await fetch(path)).json()).pages.flatMap(({ number, images }) =>
    Object.values(images).map((sha) => [sha, number])))"""


@pytest.fixture(scope="module")
def large_pages() -> list[bytes]:
    """Pages of noise, which no format makes small."""
    pages, chance = [], random.Random(1)
    for _ in range(PAGES):
        image = Image.frombytes("L", (200, 280), chance.randbytes(200 * 280))
        file = io.BytesIO()
        image.resize((1000, 1400), Image.Resampling.NEAREST).save(file, "WEBP")
        pages.append(file.getvalue())
    return pages


def make_thin(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 20,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )


def test_loading_of_skipped_pages_is_aborted_for_the_current_one(
    open_tablet, real_scene, large_pages
):
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    document = real_scene.make_document(meeting, item, large_pages)
    tablet = open_tablet(f"/m/{meeting}/tablet", real_scene.make_member(meeting))
    open_paper(tablet, document)
    expect(tablet.locator(f"{SHOWN} .sheet img").first).to_be_visible()
    numbers = tablet.evaluate(NAMES, f"/m/{meeting}/documents/{document}/pages")
    # Its neighbours are held already.
    expect(tablet.locator(".frame.is-ready")).to_have_count(3)
    ended: list[tuple[int, bool]] = []

    def note(url: str, *, has_come: bool) -> None:
        sha = url.rpartition("/")[2].partition(".")[0]
        if sha in numbers:
            ended.append((numbers[sha], has_come))

    tablet.on("requestfinished", lambda one: note(one.url, has_come=True))
    tablet.on("requestfailed", lambda one: note(one.url, has_come=False))
    make_thin(tablet)
    for _ in range(PAGES - 1):
        tablet.keyboard.press("ArrowRight")
    expect(tablet.locator(".reader")).to_have_attribute("data-page", str(PAGES))
    expect(tablet.locator(f"{SHOWN}.is-ready .sheet img").first).to_be_visible()
    tablet.wait_for_timeout(300)
    come = [number for number, has_come in ended if has_come]
    assert come[0] == PAGES, ended
    # All between those held before and the last one were begun.
    assert {number for number, has_come in ended if not has_come} >= {5, 6, 7}
