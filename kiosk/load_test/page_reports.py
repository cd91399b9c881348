"""Report what each tablet shows: delayed, spread, and only the newest state."""

import random
from collections import defaultdict
from dataclasses import dataclass

from kiosk.client.frames import client_frame
from kiosk.client.packets import Packet, event_text
from kiosk.load_test.plan import ALONE_EVERY, ASLEEP_EVERY
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool

# Reports that fall into the same slot are sent together.
_SLOT_SECONDS = 0.05
# Until the server requests another one, in seconds.
_FIRST_SPREAD = 0.3
# Delay of the scheduling after a page turn, in seconds.
_SOON_SECONDS = 0.02


@dataclass(frozen=True)
class ShownPage:
    """The page shown to the meeting."""

    document: int | None = None
    page: int = 0


def mode_of(place: int) -> str:
    """Return the reading mode of the tablet with this index; most follow."""
    if place % ASLEEP_EVERY == ASLEEP_EVERY - 1:
        return "asleep"
    if place % ALONE_EVERY == ALONE_EVERY - 1:
        return "alone"
    return "following"


class PageReporter:
    """Sends reports for all tablets of a pool; pass `on_packet` to the pool."""

    def __init__(self, pool: TabletPool, places: dict[str, int]) -> None:
        """Report for the tablets of `pool`; `places` by cookie, from 0."""
        self.sent = 0
        self._pool, self._places = pool, places
        self._spread = _FIRST_SPREAD
        self._shown = ShownPage()
        self._frames: dict[tuple[int, str], bytes] = {}
        self._waiting: set[SimulatedTablet] = set()
        self._slots: defaultdict[int, list[SimulatedTablet]] = defaultdict(list)
        self._chance = random.Random()  # noqa: S311 scatters, protects nothing
        self._slot = 0
        pool.loop.call_later(_SLOT_SECONDS, self._send_due)

    def on_packet(self, tablet: SimulatedTablet, packet: Packet) -> None:
        """Apply the spread requested by the server; a new tablet reports."""
        if packet.event in {"hello", "pace"}:
            self._spread = packet.body.get("spread", 1000 * self._spread) / 1000
        if packet.event == "hello":
            self._put(tablet)

    def page_turned(self, shown: ShownPage) -> None:
        """Schedule reports of the new page for all tablets."""
        self._shown = shown
        # After the turn itself: scheduling must not delay receiving.
        self._pool.loop.call_later(_SOON_SECONDS, self._put_all)

    def _put_all(self) -> None:
        for tablet in self._pool.tablets:
            self._put(tablet)

    def _put(self, tablet: SimulatedTablet) -> None:
        if tablet not in self._waiting:
            self._waiting.add(tablet)
            slots = int(self._chance.random() * self._spread / _SLOT_SECONDS)
            self._slots[self._slot + 1 + slots].append(tablet)

    def _send_due(self) -> None:
        self._slot += 1
        for tablet in self._slots.pop(self._slot, ()):
            self._waiting.discard(tablet)
            if not tablet.is_over:
                tablet.send(self._frame(tablet))
                self.sent += 1
        self._pool.loop.call_later(_SLOT_SECONDS, self._send_due)

    def _frame(self, tablet: SimulatedTablet) -> bytes:
        # The chair has no index among the delegates.
        place = self._places.get(tablet.ticket.cookie)
        mode = "leading" if place is None else mode_of(place)
        key = tablet.newest(), mode
        if key not in self._frames:
            self._frames = {
                known: frame
                for known, frame in self._frames.items()
                if known[0] >= key[0] - 1
            }
            report = event_text("shown", self._report(*key))
            self._frames[key] = client_frame(report.encode())
        return self._frames[key]

    def _report(self, number: int, mode: str) -> dict[str, object]:
        # Tablets that read freely stay on the first page.
        page = 1 if mode == "alone" else self._shown.page
        document = self._shown.document
        return {"n": number, "document": document, "page": page, "mode": mode}
