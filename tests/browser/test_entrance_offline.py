"""A gate offline for two minutes, with a reload and a power loss."""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from playwright.sync_api import Error as PlaywrightError

from kiosk.roles import Role
from tests.browser.conftest import CHROMIUM, QUIET, TABLET
from tests.browser.navigation import finds
from tests.browser.test_entrance import Desk, choose_gate, desk, says

pytestmark = pytest.mark.own_server

__all__ = ["desk"]  # a fixture

BOTH, EARLY, LATE = "Hoàng Thị Ngọc Ánh", "Lê Văn An", "Giàng A Páo"
# The screen lies on the device, and the server was heard of.
IS_KEPT = """async () => {
  if (!(await caches.has("kiosk-room"))) return false;
  const room = await caches.open("kiosk-room");
  const lease = await room.match("/kept/lease");
  const screen = await room.match(location.pathname, { ignoreVary: true });
  return Boolean(lease && screen) && (await lease.json()).contact > 0;
}"""


class Device:
    """A tablet with a disk of its own, which outlives its battery."""

    def __init__(self, driver: Playwright, disk: Path) -> None:
        self.driver, self.disk = driver, disk
        self.context: BrowserContext | None = None

    def switch_on(self, *, offline: bool = False) -> Page:
        self.context = self.driver.chromium.launch_persistent_context(
            self.disk,
            executable_path=CHROMIUM,
            args=QUIET,
            viewport=TABLET,
            locale="vi-VN",
            offline=offline,
        )
        return self.context.pages[0]

    def switch_off(self) -> None:
        """End the browser in its own time: it writes down what it has."""
        assert self.context
        self.context.close()
        self.context = None

    def battery_dies(self) -> None:
        """End the browser at once: it has no moment to put anything away."""
        assert self.context
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while self._processes():
            assert time.monotonic() < deadline, "the browser lives on"
            time.sleep(0.1)
        with suppress(PlaywrightError):
            self.context.close()
        self.context = None

    def has_written(self) -> bool:
        """Tell whether the chosen gate and the sign-in are on the disk.

        Chromium writes localStorage and cookies some seconds later, cookies every 30,
        and both when it is switched off.
        """
        profile = self.disk / "Default"
        storage = (profile / "Local Storage" / "leveldb").glob("*.log")
        cookies = profile.rglob("Cookies")
        return any(b"/gate" in path.read_bytes() for path in storage) and any(
            b"localhostkiosk" in path.read_bytes() for path in cookies
        )

    def _processes(self) -> list[int]:
        """Return the ids of this device's browser: no other names its disk."""
        mine = f"--user-data-dir={self.disk}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                if entry.name.isdigit() and mine in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        return found


@pytest.fixture
def device(driver: Playwright, tmp_path: Path) -> Iterator[Device]:
    found = Device(driver, tmp_path / "disk")
    yield found
    if found.context:
        found.switch_off()


def open_gate(desk: Desk, device: Device, name: str) -> Page:
    """Open a gate on this device, and wait until it needs the server no more."""
    member = desk.scene.make_member(desk.meeting, Role.ENTRANCE, f"Bàn {name}")
    page = device.switch_on()
    cookie = {
        "name": "kiosk",
        "value": desk.scene.sign_in(member),
        "url": desk.server.url,
        # As the server sets it: one without an end would go with the battery.
        "expires": time.time() + 7200,
    }
    page.context.add_cookies([cookie])
    page.goto(f"{desk.server.url}/m/{desk.meeting}/entrance")
    choose_gate(page, name)
    finds(page, lambda: page.evaluate(IS_KEPT), True)
    device.switch_off()
    assert device.has_written()
    page = device.switch_on()
    page.goto(f"{desk.server.url}/m/{desk.meeting}/entrance")
    expect(page.locator(".gate-name strong")).to_have_text(name)
    finds(page, lambda: page.evaluate(IS_KEPT), True)
    return page


def stands(gate: Page, waiting: int) -> None:
    """Check what a gate that has just been opened knows without the server."""
    expect(gate.locator(".gate-name strong")).to_have_text("Cửa B")
    expect(gate.locator(".gate-waiting")).to_contain_text(f"{waiting} lượt chờ gửi")


def test_an_offline_gate_loses_no_scan_and_shows_the_conflict(desk, device):
    secrets = {name: desk.badge(name) for name in (BOTH, EARLY, LATE)}
    one, other = desk.open_gate("Cửa A"), open_gate(desk, device, "Cửa B")
    other.context.set_offline(offline=True)
    desk.scan(one, secrets[BOTH])
    says(one, "Mời vào", BOTH)
    other = stay_apart(desk, device, other, secrets)
    # All that time the server has heard of nobody at this gate.
    assert len(desk.kept()) == 1

    other.context.set_offline(offline=False)
    finds(other, lambda: len(desk.kept()), 4)
    expect(other.locator(".gate-waiting")).to_be_hidden()
    for page in (one, other):
        conflict = page.locator(".conflict")
        expect(conflict).to_contain_text(BOTH)
        expect(conflict).to_contain_text(
            re.compile(r"Cửa A, lúc \d\d:\d\d; và Cửa B, lúc \d\d:\d\d")
        )
    one.get_by_role("button", name=re.compile("Giữ lượt Cửa A")).click()
    expect(one.locator(".conflict")).to_have_count(0)
    expect(other.locator(".conflict")).to_have_count(0)
    assert sum(scan.undone_at is None for scan in desk.kept()) == 3


def stay_apart(desk: Desk, device: Device, gate: Page, secrets: dict[str, str]) -> Page:
    """Scan without the server, over two reloads and a dead battery; return the gate."""
    desk.scan(gate, secrets[BOTH])
    says(gate, "Mời vào", BOTH)
    gate.reload()
    stands(gate, waiting=1)
    desk.scan(gate, secrets[BOTH])
    says(gate, "Đã vào rồi", "Cửa B")

    desk.scan(gate, secrets[EARLY])
    says(gate, "Mời vào", EARLY)
    # What was said at the gate is on the disk, whatever happens now.
    device.battery_dies()
    gate = device.switch_on(offline=True)
    gate.goto(f"{desk.server.url}/m/{desk.meeting}/entrance")
    stands(gate, waiting=2)
    desk.scan(gate, secrets[EARLY])
    says(gate, "Đã vào rồi", "Cửa B")

    desk.scan(gate, secrets[LATE])
    says(gate, "Mời vào", LATE)
    desk.scan(gate, "x" * 22)
    says(gate, "Không nhận ra thẻ", "danh sách đang lưu ở máy này")

    gate.reload()
    stands(gate, waiting=3)
    return gate
