"""What other processes cost: read from Linux, in /proc."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def is_running(process: int) -> bool:
    """Tell whether there is such a process, and not only what is left of one."""
    return _read(process, "stat").rpartition(")")[2][:2] not in {"", " Z"}


def process_tree(process: int) -> list[int]:
    """Return the process and all that descend from it."""
    found = [process]
    for one in found:
        for thread in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, thread.read_text(encoding="ascii").split())
    return found


def cpu_seconds(processes: Iterable[int]) -> float:
    """Return the processor time that these have used so far; the gone count nothing."""
    return sum(_ticks(process) for process in processes) / _TICKS


def cpu_seconds_by_process(processes: Iterable[int]) -> dict[int, float]:
    """Return the same for each one by itself."""
    return {process: cpu_seconds([process]) for process in processes}


def free_bytes() -> int:
    """Return the memory that this machine could still give away."""
    text = Path("/proc/meminfo").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in text.splitlines())
    return int(lines["MemAvailable"].split()[0]) * 1024


def resident_bytes(processes: Iterable[int]) -> int:
    """Return the memory that these hold now."""
    return sum(_resident(process) for process in processes)


def _ticks(process: int) -> int:
    text = _read(process, "stat")
    # The name, in brackets, may hold spaces.
    fields = text.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) if fields else 0


def _resident(process: int) -> int:
    fields = _read(process, "statm").split()
    return int(fields[1]) * _PAGE if fields else 0


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text(encoding="ascii")
    except OSError:
        return ""
