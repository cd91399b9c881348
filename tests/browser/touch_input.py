"""Swipe, tap and pinch the page of a tablet."""

import time

from playwright.sync_api import CDPSession, Page

STAGE = ".reader-stage"
# Between two movements of a finger.
STEP_SECONDS = 0.012


class TouchInput:
    """Touches a page by Chromium's protocol; places are shares of the stage's width."""

    def __init__(self, tablet: Page, down: float = 0.5) -> None:
        """Take a tablet; `down` is how far below the stage's top, as a share of it."""
        self.tablet, self.down = tablet, down
        self.cdp: CDPSession = tablet.context.new_cdp_session(tablet)
        self.cdp.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        box = tablet.locator(STAGE).bounding_box()
        assert box
        self.box = box
        self.now = time.time()

    def _send(self, kind: str, *shares: float) -> None:
        middle = self.box["y"] + self.box["height"] * self.down
        points = [
            {"x": self.box["x"] + share * self.box["width"], "y": middle, "id": number}
            for number, share in enumerate(shares)
        ]
        # A hand does not become slower because this machine is busy.
        self.now += STEP_SECONDS
        how = {"type": kind, "touchPoints": points, "timestamp": self.now}
        self.cdp.send("Input.dispatchTouchEvent", how)

    def rest(self) -> None:
        """Wait longer than between the two taps of a double one."""
        self.now += 1

    def swipe(self, start: float, end: float) -> None:
        self.touch(start)
        self.move(start, end)
        self.lift()

    def touch(self, share: float) -> None:
        self._send("touchStart", share)

    def move(self, start: float, end: float) -> None:
        for step in range(1, 9):
            self._send("touchMove", start + (end - start) * step / 8)

    def lift(self) -> None:
        self._send("touchEnd")

    def tap(self, share: float) -> None:
        self._send("touchStart", share)
        self._send("touchEnd")

    def spread(self, end: str = "touchEnd") -> None:
        """Move two fingers apart; `touchCancel`: the system takes them away."""
        self._send("touchStart", 0.45, 0.55)
        for step in range(1, 9):
            self._send("touchMove", 0.45 - step * 0.025, 0.55 + step * 0.025)
        self._send(end)
