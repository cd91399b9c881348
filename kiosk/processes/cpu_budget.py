"""Limit on the CPU time of a program and its children.

A wall-clock limit would end a small job only because the machine is busy.
"""

import os
import time
from pathlib import Path

# Without CPU time for this long, even on a busy machine, a program counts as hung.
MAX_IDLE_SECONDS = 20.0
# Wall-clock limit as a multiple of the CPU limit, for programs that are rarely
# scheduled.
WALL_CLOCK_FACTOR = 10
_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")
# Fields of /proc/PID/stat after the name: user and system time, and those of children
# that have ended (proc(5)).
_TIMES = slice(11, 15)


def cpu_seconds_of(pid: int) -> float:
    """Return the CPU seconds used by a program and all its descendants."""
    total, pids = 0, [pid]
    while pids:
        process = _PROC / str(pids.pop())
        try:
            # The name is in parentheses and may contain anything.
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[_TIMES]))
            for children in process.glob("task/*/children"):
                pids += map(int, children.read_text().split())
        except OSError:
            # The process has ended meanwhile.
            continue
    return total / _TICKS


class CpuBudget:
    """Decides when a program has used its CPU time or is hung."""

    def __init__(self, pid: int, seconds: float) -> None:
        """Allow `pid` and all its descendants `seconds` of CPU time."""
        self._pid, self._seconds = pid, seconds
        self._began = self._moved_at = time.monotonic()
        self.used = 0.0

    def is_exhausted(self) -> bool:
        """Measure, and tell whether the program must be ended."""
        now, used = time.monotonic(), cpu_seconds_of(self._pid)
        if used > self.used:
            # The time of children that were never waited for disappears with them: keep
            # the maximum.
            self.used, self._moved_at = used, now
        return (
            self.used > self._seconds
            or now - self._moved_at > min(MAX_IDLE_SECONDS, self._seconds)
            or now - self._began > WALL_CLOCK_FACTOR * self._seconds
        )
