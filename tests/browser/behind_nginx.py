"""A meeting in the conference's own set-up: nginx, several server processes."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.layout import TABLET
from tests.live.synced_hall import peers_of
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer


@dataclass
class MeetingBehindNginx:
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
