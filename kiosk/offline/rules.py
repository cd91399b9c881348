"""When each tablet loads ahead, so that a hall's Wi-Fi is not stormed; time is given.

Moments are seconds of a monotonic clock.
"""

from dataclasses import dataclass

# What a tablet fetches in one turn, and may ask for at most; in bytes.
BATCH_BYTES = 1_500_000
MAX_REQUEST_BYTES = 30_000_000
# The longest wait that is promised; who would wait longer asks again, in seconds.
MAX_WAIT_SECONDS = 120.0
# Devices whose turns are remembered before those of the past are forgotten.
MAX_REMEMBERED_DEVICES = 1000


@dataclass(frozen=True)
class DownloadSlot:
    """When a tablet may go on, in seconds from now, and whether it may then."""

    wait: float
    # False: come and ask again after the wait.
    is_granted: bool


class DownloadScheduler:
    """Gives the network away piece by piece, to one device after the other.

    A device has one turn at a time, and asks for the next when that is over: however
    often it asks, it takes nothing from the others. A turn that is not used passes.
    """

    def __init__(self, mbps: int) -> None:
        """Give `mbps` megabits a second away."""
        self._bytes_a_second = mbps * 1_000_000 / 8
        self._free_at = 0.0
        # When the turn of each device is over.
        self._ends: dict[int, float] = {}

    def ask(self, device: int, size: int, now: float) -> DownloadSlot:
        """Return when `size` bytes may be fetched by a device, named by its sign-in."""
        own_end = self._ends.get(device, 0.0)
        if own_end > now:
            return DownloadSlot(own_end - now, is_granted=False)
        start = max(now, self._free_at)
        if start - now > MAX_WAIT_SECONDS:
            return DownloadSlot(MAX_WAIT_SECONDS, is_granted=False)
        self._free_at = start + size / self._bytes_a_second
        self._forget_past(now)
        self._ends[device] = self._free_at
        return DownloadSlot(start - now, is_granted=True)

    def _forget_past(self, now: float) -> None:
        if len(self._ends) > MAX_REMEMBERED_DEVICES:
            self._ends = {one: end for one, end in self._ends.items() if end > now}
