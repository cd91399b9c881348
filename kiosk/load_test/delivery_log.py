"""What has arrived, when, and what has not: the only judge of losses."""

import time
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class DeliveryLog:
    """Arrivals by number, and everything that should not have happened."""

    # For each event's number: moments (monotonic seconds) and how many then had it.
    arrivals: defaultdict[int, list[tuple[float, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    reached: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Events that a connection skipped, events that came twice, broken frames, and
    # connections that ended without our wish.
    skipped: int = 0
    repeated: int = 0
    torn: int = 0
    broken_off: int = 0

    def arrived(self, number: int, moment: float, tablets: int) -> None:
        """Note that so many tablets had this number by `moment`."""
        self.arrivals[number].append((moment, tablets))
        self.reached[number] += tablets

    def arrived_now(self, number: int) -> None:
        """Note that one tablet has this number now."""
        self.arrived(number, time.monotonic(), 1)

    def faults(self) -> int:
        """Return how much went wrong in all."""
        return self.skipped + self.repeated + self.torn + self.broken_off
