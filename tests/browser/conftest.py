"""Real Chromium, real server: what every browser story starts from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.people import Scene
from tests.servers import RealServer

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TABLET = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def real_server(tmp_path: Path) -> Iterator[RealServer]:
    """A running server process on an empty, migrated data folder."""
    server = RealServer(tmp_path / "data")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def real_scene(real_server: RealServer) -> Scene:
    """Makes meetings, people and papers in the running server's database."""
    return Scene(real_server.store)


OpenTablet = Callable[..., Page]


@pytest.fixture
def open_tablet(
    chromium: Browser, real_server: RealServer, real_scene: Scene
) -> Iterator[OpenTablet]:
    """Open a path in a fresh browser on which this member is signed in."""
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, member_id: int | None = None, account_id: int | None = None
    ) -> Page:
        context = chromium.new_context(viewport=TABLET, locale="vi-VN")
        contexts.append(context)
        if member_id or account_id:
            token = real_scene.sign_in(member_id, account_id)
            context.add_cookies(
                [{"name": "kiosk", "value": token, "url": real_server.url}]
            )
        page = context.new_page()
        page.goto(real_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
