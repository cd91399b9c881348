"""Processor time and memory of other processes, from /proc."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def is_running(process: int) -> bool:
    """Return whether the process exists and is no zombie."""
    return _read(process, "stat").rpartition(")")[2][:2] not in {"", " Z"}


def process_tree(process: int) -> list[int]:
    """Return the process and its descendants."""
    found = [process]
    for one in found:
        for thread in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, thread.read_text(encoding="ascii").split())
    return found


def cpu_seconds(processes: Iterable[int]) -> float:
    """Return the processor time used so far; ended processes count nothing."""
    return sum(_ticks(process) for process in processes) / _TICKS


def cpu_seconds_by_process(processes: Iterable[int]) -> dict[int, float]:
    """Return the processor time of each process."""
    return {process: cpu_seconds([process]) for process in processes}


def free_bytes() -> int:
    """Return the available memory of this machine."""
    text = Path("/proc/meminfo").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in text.splitlines())
    return int(lines["MemAvailable"].split()[0]) * 1024


def resident_bytes(processes: Iterable[int]) -> int:
    """Return the resident memory of these processes."""
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
