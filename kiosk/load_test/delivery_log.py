"""Record of delivered events and of delivery faults."""

import time
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class DeliveryLog:
    """Arrivals by event number, and counts of faults."""

    # By event number: moments (monotonic seconds) and tablets reached then.
    arrivals: defaultdict[int, list[tuple[float, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    reached: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Events skipped and repeated, malformed frames, connections closed by the server.
    skipped: int = 0
    repeated: int = 0
    torn: int = 0
    broken_off: int = 0

    def arrived(self, number: int, moment: float, tablets: int) -> None:
        """Record that `tablets` tablets had this number by `moment`."""
        self.arrivals[number].append((moment, tablets))
        self.reached[number] += tablets

    def arrived_now(self, number: int) -> None:
        """Record that one tablet has this number now."""
        self.arrived(number, time.monotonic(), 1)

    def faults(self) -> int:
        """Return the number of faults."""
        return self.skipped + self.repeated + self.torn + self.broken_off
