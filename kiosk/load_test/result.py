"""What a rehearsal has seen, in figures."""

from dataclasses import dataclass, field

from kiosk.load_test.capacity import Capacity
from kiosk.load_test.latency import LatencyStats


@dataclass
class Losses:
    """Everything that should not have happened; all zero when all is well."""

    # Badges that were refused, or got no answer.
    refused: int = 0
    # Events skipped or told twice on a standing connection; frames that were none.
    skipped: int = 0
    repeated: int = 0
    torn: int = 0
    # Connections the server ended; tablets that missed a turn, or never came back.
    broken_off: int = 0
    missed: int = 0
    behind: int = 0

    def total(self) -> int:
        """Return their sum."""
        return sum(vars(self).values())


@dataclass
class LoadTestResult:
    """One rehearsal, told to the end; milliseconds, seconds and bytes."""

    delegates: int
    sites: int
    sign_ins_per_second: float = 0.0
    join_seconds: float = 0.0
    turns: int = 0
    times: LatencyStats = field(
        default_factory=lambda: LatencyStats(0.0, 0.0, 0.0, 0.0)
    )
    worst_last_ms: float = 0.0
    # From where the times count: `commit`, or `request` if the server tells less.
    since: str = "commit"
    dropped: int = 0
    # After the access point's failure: how many came back, and in which time.
    returned: int = 0
    return_seconds: float = 0.0
    reports: int = 0
    bytes_before: int = 0
    bytes_after: int = 0
    # Processor seconds for each second: the busiest server process, and we ourselves.
    cpu_share: float = 0.0
    own_cpu_share: float = 0.0
    losses: Losses = field(default_factory=Losses)
    capacity: Capacity | None = None

    @property
    def bytes_each(self) -> int:
        """Return by how much the server grew for each tablet."""
        return max(0, self.bytes_after - self.bytes_before) // self.delegates
