"""First visit of a device: requests, bytes and layout shift."""

import pytest
from playwright.sync_api import Browser, Request, expect

from kiosk.roles import Role
from tests.conference import make_conference

# Before the picture of the page; four hundred tablets come at once.
MOST_REQUESTS = 20
MOST_BYTES = 300_000
# A shift of 0.1 is what web.dev calls good; a hall shall see none.
MOST_SHIFT = 0.02
SIZES = [(1280, 800), (800, 1280), (390, 844)]
WATCH = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# The last thing that comes on each screen.
SCREENS = {
    "tablet": (Role.OFFICIAL_DELEGATE, "[data-slot=current] .sheet-image"),
    "chair": (Role.CHAIR, "[data-slot=current] .sheet-image"),
    "secretary": (Role.SECRETARY, ".paper"),
    "entrance": (Role.ENTRANCE, ".gate-meeting"),
}


@pytest.fixture
def visit(chromium: Browser, real_server, real_scene, webp_pages):
    """Open a screen in a fresh browser; return its page and what it has asked for."""
    made = make_conference(real_scene, webp_pages(2))
    contexts = []

    def open_screen(name: str, size: tuple[int, int] = SIZES[0]):
        role, last = SCREENS[name]
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            locale="vi-VN",
            service_workers="block",
        )
        contexts.append(context)
        token = real_scene.sign_in(made.members[role])
        context.add_cookies([{"name": "kiosk", "value": token, "url": real_server.url}])
        context.add_init_script(WATCH)
        page = context.new_page()
        # In the order in which they are asked for, however busy the machine is.
        asked: list[Request] = []

        def note(request: Request) -> None:
            asked.append(request)

        page.on("request", note)
        page.goto(f"{real_server.url}/m/{made.meeting}/{name}")
        expect(page.locator(last).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        return page, asked

    yield open_screen
    for context in contexts:
        context.close()


def test_a_tablet_needs_few_requests_and_bytes_before_the_first_picture(visit):
    page, asked = visit("tablet")
    picture = page.locator("[data-slot=current] .sheet-image").evaluate(
        "(image) => image.currentSrc"
    )
    names = [request.url for request in asked]
    before = asked[: names.index(picture)]
    sizes = [request.sizes() for request in before]
    size = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    assert len(before) <= MOST_REQUESTS, names
    assert size <= MOST_BYTES


@pytest.mark.parametrize("name", SCREENS)
def test_layout_does_not_shift_while_a_screen_loads(visit, name):
    shifts = {}
    for size in SIZES:
        page, _ = visit(name, size)
        shifts[size] = page.evaluate("() => window.shift")
    assert max(shifts.values()) <= MOST_SHIFT, shifts
