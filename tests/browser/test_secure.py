"""https on a name of the organisation's own network: a root of ours, installed by hand.

The browser trusts nothing by a flag: the root is put into its certificate store, as the
IT person does on a tablet.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Playwright, expect

from kiosk import clock
from kiosk.badges.actions import issue_badge
from kiosk.certificates.issuing import make_root, make_server
from kiosk.certificates.rules import read_names
from kiosk.certificates.store import CertificateStore
from kiosk.meetings.models import Member
from tests.browser.conftest import CHROMIUM, QUIET, TABLET
from tests.browser.navigation import arrives
from tests.browser.printed_badge import film_badge
from tests.browser.test_badge_camera import switch_on
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer

NAME = "kiosk.test"


class Front:
    """A server behind nginx, whose certificate hangs on a root of ours."""

    def __init__(self, folder: Path) -> None:
        self.nginx = Nginx(folder / "nginx", secure=False)
        self.url = f"https://{NAME}:{self.nginx.port}"
        self.plain_url = f"http://{NAME}:{self.nginx.plain_port}"
        self.server = RealServer(
            folder / "server",
            KIOSK_BEHIND_PROXY="yes",
            KIOSK_PUBLIC_URL=self.url,
        )
        names = read_names([NAME, "192.168.77.1"])
        self.root = make_root(names, clock.now())
        kept = CertificateStore(self.server.config)
        kept.keep(kept.root_path, self.root)
        kept.keep(kept.server_path, make_server(self.root, names, clock.now()))

    def start(self) -> None:
        self.server.start()
        self.nginx.write(
            self.server, "--redirect", f"127.0.0.1:{self.nginx.plain_port}"
        )
        self.nginx.start()

    def stop(self) -> None:
        self.nginx.stop()
        self.server.stop()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """One for all stories; they leave it as it was."""
    front = Front(tmp_path_factory.mktemp("front"))
    front.start()
    yield front
    front.stop()


@pytest.fixture
def badge(front: Front) -> tuple[int, str]:
    """A meeting, and the secret of a delegate's badge for it."""
    scene = Scene(front.server.store)
    meeting = scene.make_meeting()
    member_id = scene.make_member(meeting)
    with front.server.store.unit_of_work("test") as work:
        member = work.session.get_one(Member, member_id)
        return meeting, issue_badge(work, scene.key, member)


def install(root: bytes, home: Path) -> None:
    """Put a root into the certificate store of whoever lives in `home`."""
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True)
    (home / "root.crt").write_bytes(root)
    for words in (
        ("-N", "--empty-password"),
        ("-A", "-n", "kiosk", "-t", "C,,", "-i", str(home / "root.crt")),
    ):
        subprocess.run(["certutil", "-d", f"sql:{store}", *words], check=True)


@contextmanager
def tablet(driver: Playwright, home: Path, *flags: str) -> Iterator[Page]:
    """Start a browser that lives in `home` and finds the server by its name."""
    home.mkdir(exist_ok=True)
    browser = driver.chromium.launch(
        executable_path=CHROMIUM,
        args=[*QUIET, f"--host-resolver-rules=MAP {NAME} 127.0.0.1", *flags],
        env={**os.environ, "HOME": str(home)},
    )
    yield browser.new_context(viewport=TABLET, locale="vi-VN").new_page()
    browser.close()


def test_a_tablet_installs_the_root_and_its_camera_reads_a_badge(
    driver, front, badge, tmp_path
):
    meeting, secret = badge
    home = tmp_path / "home"
    with tablet(driver, home) as page:
        page.goto(f"{front.plain_url}/cai-dat")
        # Line by line, as on the sheet of the IT person.
        shown = page.locator(".fingerprint").inner_text().split()
        assert ":".join(shown) == front.root.fingerprint
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải về").click()
        root = Path(download.value.path()).read_bytes()
        link = page.get_by_role("link", name=front.url)
        expect(link).to_be_visible()
    assert root == front.root.der()
    install(root, home)
    film = film_badge(f"{front.url}/q#{secret}", tmp_path / "badge.mjpeg")
    flags = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    with tablet(driver, home, *flags) as page:
        page.goto(f"{front.url}/m/{meeting}/sign-in")
        assert (
            page.evaluate(
                "[isSecureContext, !!navigator.mediaDevices?.getUserMedia,"
                " 'serviceWorker' in navigator, 'caches' in globalThis,"
                " 'wakeLock' in navigator, !!crypto.subtle]"
            )
            == [True] * 6
        )
        switch_on(page)
        arrives(page, f"/m/{meeting}/tablet")
        registered = "navigator.serviceWorker.ready.then(({ active }) => !!active)"
        assert page.evaluate(registered)
        (cookie,) = [c for c in page.context.cookies() if c["name"] == "__Host-kiosk"]
        assert cookie["secure"]


def test_a_browser_without_the_root_refuses(driver, front, tmp_path):
    with (
        tablet(driver, tmp_path / "stranger") as page,
        pytest.raises(PlaywrightError, match="ERR_CERT_AUTHORITY_INVALID"),
    ):
        page.goto(front.url)


def test_plain_http_serves_only_the_root_certificate(driver, front, tmp_path):
    with tablet(driver, tmp_path / "stranger") as page:
        page.goto(f"{front.plain_url}/cai-dat?language=en")
        expect(page.get_by_text("Compare the fingerprint")).to_be_visible()
        # Style and letters come over http as well, or the page would stand bare.
        button = page.get_by_role("link", name="Download")
        assert button.bounding_box()["height"] >= 48
        ask = "([path, more]) => fetch(path, more).then((r) => [r.type, r.status])"
        led_away = page.evaluate(ask, ["/staff", {"redirect": "manual"}])
        assert led_away[0] == "opaqueredirect"
        assert page.evaluate(ask, ["/cai-dat", {"method": "POST"}]) == ["basic", 403]
