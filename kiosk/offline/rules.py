"""Schedule downloads of tablets, so that they do not overload the Wi-Fi; pure.

Times are seconds of a monotonic clock.
"""

from dataclasses import dataclass

# Bytes per slot, and maximum of a request.
BATCH_BYTES = 1_500_000
MAX_REQUEST_BYTES = 30_000_000
# Longest wait in seconds; after it the tablet must ask again.
MAX_WAIT_SECONDS = 120.0
# Devices remembered before expired slots are removed.
MAX_REMEMBERED_DEVICES = 1000


@dataclass(frozen=True)
class DownloadSlot:
    """Wait in seconds, and whether the tablet may download after it."""

    wait: float
    # False: ask again after the wait.
    is_granted: bool


class DownloadScheduler:
    """Assigns the bandwidth to one device after the other.

    A device has one slot at a time: asking more often takes nothing from the others.
    Unused slots expire.
    """

    def __init__(self, mbps: int) -> None:
        """Assign `mbps` megabits per second."""
        self._bytes_a_second = mbps * 1_000_000 / 8
        self._free_at = 0.0
        # End of each device's slot.
        self._ends: dict[int, float] = {}

    def ask(self, device: int, size: int, now: float) -> DownloadSlot:
        """Return the slot for `size` bytes of a device, identified by its sign-in."""
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
