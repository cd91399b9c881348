"""Measured values of a load test."""

from dataclasses import dataclass, field

from kiosk.load_test.capacity import Capacity
from kiosk.load_test.latency import LatencyStats


@dataclass
class Losses:
    """Counts of faults; all zero in a successful test."""

    # Badges rejected or without an answer.
    refused: int = 0
    # Events skipped or repeated on one connection; malformed frames.
    skipped: int = 0
    repeated: int = 0
    torn: int = 0
    # Connections closed by the server; tablets that missed a turn or did not return.
    broken_off: int = 0
    missed: int = 0
    behind: int = 0

    def total(self) -> int:
        """Return the sum of all faults."""
        return sum(vars(self).values())


@dataclass
class LoadTestResult:
    """Result of one load test; milliseconds, seconds and bytes."""

    delegates: int
    sites: int
    sign_ins_per_second: float = 0.0
    join_seconds: float = 0.0
    turns: int = 0
    times: LatencyStats = field(
        default_factory=lambda: LatencyStats(0.0, 0.0, 0.0, 0.0)
    )
    worst_last_ms: float = 0.0
    # Origin of the times: `commit`, or `request` if the server reports no commit.
    since: str = "commit"
    dropped: int = 0
    # After the failure of the access point: tablets that returned, and the time taken.
    returned: int = 0
    return_seconds: float = 0.0
    reports: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    # Processor seconds per second: busiest server process, and this process.
    cpu_share: float = 0.0
    own_cpu_share: float = 0.0
    losses: Losses = field(default_factory=Losses)
    capacity: Capacity | None = None

    @property
    def bytes_each(self) -> int:
        """Return the memory growth of the server per tablet."""
        return max(0, self.bytes_after - self.bytes_before) // self.delegates
