"""The conference's own set-up: nginx with TLS, two server processes, PostgreSQL, Redis.

Real ones, each in a folder of its own; the screens are real browsers.
"""

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kiosk.roles import Role
from tests.browser.conftest import TABLET
from tests.live.synced_hall import peers_of
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer
from tests.services import PostgreSQL, Redis

CONVERGE_MS = 30_000
TABLETS = 4


@dataclass
class House:
    """A meeting in that set-up, and browsers that come through nginx."""

    nginx: Nginx
    server: RealServer
    chromium: Browser
    scene: Scene = field(init=False)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scene = Scene(self.server.store)
        self.meeting = self.scene.make_meeting()

    def open(self, screen: str, member: int) -> Page:
        # The certificate is the test's own; everything else of TLS is real.
        context = self.chromium.new_context(
            viewport=TABLET, locale="vi-VN", ignore_https_errors=True
        )
        self.contexts.append(context)
        token = self.scene.sign_in(member)
        context.add_cookies(
            [{"name": "__Host-kiosk", "value": token, "url": self.nginx.url}]
        )
        page = context.new_page()
        page.goto(f"{self.nginx.url}/m/{self.meeting}/{screen}")
        return page

    def serving(self) -> list[int]:
        """Return the server processes that hold connections of nginx just now."""
        pids = self.server.server_processes()
        return [pid for pid in pids if len(peers_of(pid)) > 1]


@pytest.fixture
def house(chromium: Browser, tmp_path: Path) -> Iterator[House]:
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
                house = House(nginx, server, chromium)
                yield house
                for context in house.contexts:
                    context.close()
        finally:
            server.stop()


def shows(page: Page, number: int) -> None:
    reader = page.locator(".reader")
    expect(reader).to_have_attribute("data-page", str(number), timeout=CONVERGE_MS)
    image = page.locator("[data-slot=current] img").first
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth > 0")


def test_every_tablet_follows_after_a_process_is_killed(house, webp_pages):
    item = house.scene.make_item(house.meeting)
    house.scene.make_document(house.meeting, item, webp_pages(5))
    chair = house.open(
        "chair", house.scene.make_member(house.meeting, Role.CHAIR, "Trần Đức An")
    )
    tablets = [
        house.open("tablet", house.scene.make_member(house.meeting))
        for _ in range(TABLETS)
    ]
    chair.locator(".paper").first.click()
    for tablet in tablets:
        shows(tablet, 1)
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, 2)

    killed = house.serving()[0]
    os.kill(killed, signal.SIGKILL)
    chair.locator(".turning-next").click()
    with contextlib.suppress(AssertionError):
        expect(chair.locator(".reader")).to_have_attribute("data-page", "3")
    if chair.locator(".reader").get_attribute("data-page") == "2":
        # The press was with the process that was killed.
        chair.locator(".turning-next").click()
    for screen in (chair, *tablets):
        shows(screen, 3)
    # Its place is taken, and nobody had to do anything.
    chair.locator(".turning-next").click()
    for tablet in tablets:
        shows(tablet, 4)
        expect(tablet.locator(".link-state")).to_be_hidden(timeout=CONVERGE_MS)
    assert killed not in house.server.server_processes()
