"""Latency figures from arrival times; pure."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

MS_PER_SECOND = 1000.0


@dataclass(frozen=True)
class LatencyStats:
    """Latency of one turn, ms: first tablet, median, 99th percentile, last."""

    first: float
    p50: float
    p99: float
    last: float


def latency_stats(arrivals: Sequence[tuple[float, int]], since: float) -> LatencyStats:
    """Return the latency figures of one turn.

    `arrivals` are moments (seconds) and how many tablets had the page by then; `since`
    is the moment of the request or commit.

    :raises ValueError: there are no arrivals.
    """
    ordered = sorted(arrivals)
    total = sum(count for _, count in ordered)
    if not total:
        raise ValueError("a turn that reached nobody has no times")

    def when(share: float) -> float:
        wanted, reached = share * total, 0
        for moment, count in ordered:
            reached += count
            if reached >= wanted:
                return (moment - since) * MS_PER_SECOND
        return (ordered[-1][0] - since) * MS_PER_SECOND

    return LatencyStats(when(0.0), when(0.5), when(0.99), when(1.0))


def median_latency(turns: Sequence[LatencyStats]) -> LatencyStats:
    """Return the median over turns of each figure."""
    return LatencyStats(
        statistics.median(turn.first for turn in turns),
        statistics.median(turn.p50 for turn in turns),
        statistics.median(turn.p99 for turn in turns),
        statistics.median(turn.last for turn in turns),
    )
