"""What becomes of files that others have made: `python -m bench foreign FOLDER`.

Uploads every file below the folder to a server with an empty data folder and runs the
worker's own jobs on it, one file after another, in the real sandbox at normal priority
and without the recognition of text. Prints one JSON line for each file, then a table by
kind. The memory is that of the largest process that a file needed, sampled from /proc.
"""

import argparse
import contextlib
import json
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench._desk import Desk

SAMPLE_SECONDS = 0.02
KIB_A_MB = 1024
_PROC = Path("/proc")


class Peak(threading.Thread):
    """Watches the children of this process; `kib` is the largest one's peak."""

    def __init__(self) -> None:
        """Begin to watch when started, until `done` is set."""
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.kib = 0

    def run(self) -> None:
        """Look at all descendants again and again."""
        while not self.done.wait(SAMPLE_SECONDS):
            waiting = [_PROC / str(os.getpid())]
            while waiting:
                place = waiting.pop()
                for child in _children(place):
                    waiting.append(_PROC / child)
                    self.kib = max(self.kib, _peak_kib(_PROC / child))


def _children(place: Path) -> list[str]:
    found: list[str] = []
    # What has ended just now has none.
    with contextlib.suppress(OSError):
        for task in place.glob("task/*/children"):
            found += task.read_text().split()
    return found


def _peak_kib(place: Path) -> int:
    try:
        lines = (place / "status").read_text().splitlines()
    except OSError:
        return 0
    peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return peaks[0] if peaks else 0


def measure(desk: Desk, path: Path) -> dict[str, Any]:
    """Return what became of one file, in what time, with how much memory."""
    peak, began = Peak(), time.monotonic()
    peak.start()
    try:
        reported = desk.bring(path)
    finally:
        peak.done.set()
        peak.join()
    return {
        "file": path.name,
        **reported,
        "seconds": round(time.monotonic() - began, 2),
        "mb": peak.kib // KIB_A_MB,
    }


def _line(kind: str, rows: list[dict[str, Any]]) -> str:
    seconds = sorted(row["seconds"] for row in rows)
    states = [row["state"] for row in rows]
    drawn = sum(row.get("not_drawn", 0) for row in rows)
    pages = sum(row.get("pages", 0) for row in rows)
    return (
        f"{kind:8} {len(rows):6} {states.count('ready'):6} {states.count('refused'):8}"
        f" {pages:6} {drawn:10} {statistics.median(seconds):7.1f} {seconds[-1]:7.1f}"
        f" {max(row['mb'] for row in rows):7}"
    )


def main(arguments: list[str]) -> int:
    """Bring every file of the folder and print what became of each, and of all."""
    parser = argparse.ArgumentParser(prog="bench foreign")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    kinds: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as data:
        desk = Desk(Path(data))
        for path in sorted(p for p in options.folder.rglob("*") if p.is_file()):
            row = measure(desk, path)
            print(json.dumps(row, ensure_ascii=False), flush=True)
            kinds.setdefault(path.suffix.lower(), []).append(row)
    print(
        "kind      files  shown  refused  pages  not drawn  median s  most s  most MB"
    )
    for kind, rows in sorted(kinds.items()):
        print(_line(kind, rows))
    return 0
