"""Fixtures of the browser tests: real Chromium, real server."""

import io
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from kiosk.app import create_server
from kiosk.config import read_config
from tests.browser.behind_nginx import MeetingBehindNginx
from tests.browser.layout import TABLET
from tests.browser.screen_users import ScreenUsers
from tests.migrated_database import new_data_folder
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer
from tests.services import PostgreSQL, Redis

CHROMIUM = "/usr/bin/chromium"
# The same engine without a user interface: it takes 60 % of the processor time.
HEADLESS = "/usr/bin/chromium-headless-shell"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Generous: a loaded machine must not fail a test. In milliseconds.
TIMEOUT_MS = 60_000
expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright, once: it cannot be started twice in one process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, started once in a test process."""
    browser = driver.chromium.launch(executable_path=HEADLESS, args=QUIET)
    yield browser
    browser.close()


OpenTablet = Callable[..., Page]


@pytest.fixture
def open_tablet(
    request: pytest.FixtureRequest,
    chromium: Browser,
    real_server: RealServer,
    real_scene: Scene,
) -> Iterator[OpenTablet]:
    """Open a path in a fresh browser on which this member is signed in.

    Only tests marked `service_worker` have one: it fetches every file of the screens.
    """
    mark = request.node.get_closest_marker("service_worker")
    workers = "allow" if mark else "block"
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, member_id: int | None = None, account_id: int | None = None
    ) -> Page:
        context = chromium.new_context(
            viewport=TABLET, locale="vi-VN", service_workers=workers
        )
        context.set_default_timeout(TIMEOUT_MS)
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


@pytest.fixture
def behind_nginx(chromium: Browser, tmp_path: Path) -> Iterator[MeetingBehindNginx]:
    """nginx with TLS, two server processes, PostgreSQL and Redis, all real."""
    nginx = Nginx(tmp_path / "nginx")
    with PostgreSQL() as postgresql, Redis() as redis:
        server = RealServer(
            tmp_path / "data",
            workers=2,
            KIOSK_DATABASE_URL=postgresql.url(postgresql.new_database()),
            KIOSK_REDIS_URL=redis.url,
            **nginx.settings,
        )
        nginx.write(server)
        server.start()
        try:
            with nginx:
                behind_nginx = MeetingBehindNginx(nginx, server, chromium)
                yield behind_nginx
                for context in behind_nginx.contexts:
                    context.close()
        finally:
            server.stop()


@cache
def webp_page(number: int) -> bytes:
    """Draw an A4 page with its number large, as WebP."""
    image = Image.new("RGB", (1200, 1698), "white")
    pen = ImageDraw.Draw(image)
    pen.text((480, 600), str(number), fill="black", font_size=400)
    for line in range(12):
        pen.rectangle((120, 1100 + line * 40, 1080, 1112 + line * 40), "#888")
    file = io.BytesIO()
    image.save(file, "WEBP", quality=80)
    return file.getvalue()


@pytest.fixture(scope="session")
def webp_pages() -> Callable[[int], list[bytes]]:
    """Draw that many A4 pages, each with its number large, as WebP."""
    return lambda count: [webp_page(number) for number in range(1, count + 1)]


@pytest.fixture(scope="module")
def screen_users(
    tmp_path_factory: pytest.TempPathFactory,
    webp_pages: Callable[[int], list[bytes]],
) -> Iterator[ScreenUsers]:
    """All kinds of users before a server of their own."""
    data = new_data_folder(tmp_path_factory.mktemp("screen-users"))
    server = RealServer(data, KIOSK_PUBLIC_PAGES="yes")
    in_process = {**server.settings, "KIOSK_ASYNC_MODE": "threading"}
    described = create_server(read_config(in_process))
    described.store.database.close()
    server.start()
    yield ScreenUsers(server, described.app.url_map, webp_pages(2))
    server.stop()
