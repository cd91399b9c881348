"""Measure entries per minute at gates and estimate when everyone is in; pure."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

# Entries older than this are not counted.
THROUGHPUT_WINDOW = dt.timedelta(minutes=5)
# A longer gap between two entries, in seconds, means that there was no queue.
MAX_QUEUE_GAP_SECONDS = 60.0


@dataclass(frozen=True)
class GateThroughput:
    """One gate: entries per minute, median seconds per person in a queue."""

    gate_id: int
    per_minute: float
    median_seconds: float | None
    last_at: dt.datetime


def gate_throughputs(
    entries: Iterable[tuple[int, dt.datetime]], now: dt.datetime
) -> list[GateThroughput]:
    """Return the throughput of each gate from its entries (gate id, moment)."""
    by_gate: dict[int, list[dt.datetime]] = defaultdict(list)
    for gate_id, at in entries:
        if now - THROUGHPUT_WINDOW <= at <= now:
            by_gate[gate_id].append(at)
    return [_throughput(gate_id, sorted(at), now) for gate_id, at in by_gate.items()]


def _throughput(
    gate_id: int, moments: list[dt.datetime], now: dt.datetime
) -> GateThroughput:
    gaps = [
        seconds
        for one, other in pairwise(moments)
        if (seconds := (other - one).total_seconds()) <= MAX_QUEUE_GAP_SECONDS
    ]
    # A gate that has just opened is measured over the time since its first entry.
    minutes = max(1.0, (now - moments[0]) / dt.timedelta(minutes=1))
    return GateThroughput(
        gate_id,
        round(len(moments) / minutes, 1),
        round(statistics.median(gaps), 1) if gaps else None,
        moments[-1],
    )


def estimated_finish(
    paces: Iterable[GateThroughput], missing: int, now: dt.datetime
) -> dt.datetime | None:
    """Return when `missing` people will be in at this rate; None without entries."""
    per_minute = sum(pace.per_minute for pace in paces)
    if not per_minute:
        return None
    return now + dt.timedelta(minutes=missing / per_minute)
