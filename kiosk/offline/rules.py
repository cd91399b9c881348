"""When each tablet loads ahead, so that a hall's Wi-Fi is not stormed; time is given.

Moments are seconds of a monotonic clock.
"""

from dataclasses import dataclass

# What a tablet fetches in one turn, and may ask for at most; in bytes.
BATCH_BYTES = 1_500_000
MOST_BYTES = 30_000_000
# The longest wait that is promised; who would wait longer asks again, in seconds.
MOST_WAIT = 120.0


@dataclass(frozen=True)
class Turn:
    """When a tablet may go on, in seconds from now, and whether it may then."""

    wait: float
    # False: come and ask again after the wait.
    is_granted: bool


class Turns:
    """Gives the network away piece by piece, to whoever asks, one after the other.

    Who has all asks no more, so the others go on the faster; nobody is counted.
    """

    def __init__(self, mbps: int) -> None:
        """Give `mbps` megabits a second away."""
        self._bytes_a_second = mbps * 1_000_000 / 8
        self._free_at = 0.0

    def ask(self, size: int, now: float) -> Turn:
        """Return when `size` bytes may be fetched."""
        start = max(now, self._free_at)
        if start - now > MOST_WAIT:
            return Turn(MOST_WAIT, is_granted=False)
        self._free_at = start + size / self._bytes_a_second
        return Turn(start - now, is_granted=True)
