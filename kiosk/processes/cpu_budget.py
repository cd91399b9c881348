"""What a program has done of itself, however slow the machine makes it.

A limit by the clock would refuse a small paper while the machine is busy with others.
"""

import os
import time
from pathlib import Path

# Nobody who works goes without processor time for so long, even on a busy machine.
MAX_IDLE_SECONDS = 20.0
# By the clock this is the end, for programs that work just enough not to be idle.
WALL_CLOCK_FACTOR = 10
_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
# Fields of /proc/PID/stat behind the name: user and system time, and those of children
# that have ended.
_TIMES = slice(11, 15)


def cpu_seconds_of(pid: int) -> float:
    """Return what a program and all that it started have used of the processor."""
    total, left = 0, [pid]
    while left:
        place = _PROC / str(left.pop())
        try:
            # The name is in brackets and may hold anything.
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[_TIMES]))
            for children in place.glob("task/*/children"):
                left += map(int, children.read_text().split())
        except OSError:
            # It has ended just now.
            continue
    return total / _TICKS


class CpuBudget:
    """Tells when a program has worked for its time, or works no more."""

    def __init__(self, pid: int, seconds: float) -> None:
        """Allow `pid` and all that it starts so many seconds of work."""
        self._pid, self._seconds = pid, seconds
        self._began = self._moved_at = time.monotonic()
        self.used = 0.0

    def is_exhausted(self) -> bool:
        """Look, and tell whether the program must be ended."""
        now, used = time.monotonic(), cpu_seconds_of(self._pid)
        if used > self.used:
            # Children that were not waited for take their time with them.
            self.used, self._moved_at = used, now
        return (
            self.used > self._seconds
            or now - self._moved_at > min(MAX_IDLE_SECONDS, self._seconds)
            or now - self._began > WALL_CLOCK_FACTOR * self._seconds
        )
