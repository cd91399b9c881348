"""Estimate how many tablets a machine serves, from measurements; pure.

The capacity is the smallest of four numbers:

* time: a turned page must be on the last tablet within TARGET_SECONDS. What the
  first tablet waits for (request, commit) is constant; the time from the first to the
  last tablet grows with every tablet;
* processor: the busiest server process is working half the time at the most, at the
  pace of the test. The rest is reserved for documents, sign-ins and peaks;
* memory: what the server grew by for each tablet, within MAX_MEMORY_SHARE of what the
  machine still had;
* connections: KIOSK_MAX_CONNECTIONS, for each server process.

It is at most MAX_EXTRAPOLATION times the tested number. If anything was lost, the
machine does not even serve the tested number.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.load_test.latency import MS_PER_SECOND, LatencyStats

TARGET_SECONDS = 0.5
MAX_CPU_SHARE = 0.5
MAX_MEMORY_SHARE = 0.7
MAX_EXTRAPOLATION = 3
# Smaller values are noise of the machine.
_LEAST_SPREAD_MS = 0.01
_LEAST_BYTES = 1024.0


class LimitingFactor(StrEnum):
    """What limits the number of tablets."""

    TIME = "time"
    PROCESSOR = "processor"
    MEMORY = "memory"
    CONNECTIONS = "connections"
    TRIED = "tried"


@dataclass(frozen=True)
class Measurements:
    """Measured values of a load test."""

    tablets: int
    # Medians over turns, from the commit (or the request) on.
    times: LatencyStats
    # Processor seconds of the busiest server process, for each second of the clock.
    cpu_share: float
    # Memory growth of the server per tablet, and free memory of the machine.
    bytes_each: int
    bytes_free: int
    most_connections: int


@dataclass(frozen=True)
class Capacity:
    """Number of tablets, and what limits it."""

    tablets: int
    bound: LimitingFactor


def _by_time(seen: Measurements) -> float:
    allowed = TARGET_SECONDS * MS_PER_SECOND - seen.times.first
    spread = max(seen.times.last - seen.times.first, _LEAST_SPREAD_MS)
    return max(0.0, seen.tablets * allowed / spread)


def _by_memory(seen: Measurements) -> float:
    each = max(seen.bytes_each, _LEAST_BYTES)
    return seen.tablets + MAX_MEMORY_SHARE * seen.bytes_free / each


def estimate_capacity(seen: Measurements) -> Capacity:
    """Return how many tablets this machine serves well."""
    bounds = {
        LimitingFactor.TIME: _by_time(seen),
        LimitingFactor.PROCESSOR: seen.tablets
        * MAX_CPU_SHARE
        / max(seen.cpu_share, 1e-6),
        LimitingFactor.MEMORY: _by_memory(seen),
        LimitingFactor.CONNECTIONS: float(seen.most_connections),
        LimitingFactor.TRIED: float(MAX_EXTRAPOLATION * seen.tablets),
    }
    bound = min(bounds, key=lambda name: bounds[name])
    return Capacity(round_down(bounds[bound]), bound)


def round_down(number: float) -> int:
    """Return the number rounded down to two significant digits: 4,871 → 4,800."""
    whole = int(number)
    step: int = 10 ** max(0, len(str(whole)) - 2)
    return whole // step * step
