"""What one idle connection costs a server in memory, and where that goes.

Run: `python -m bench memory [--clients 3000]`. Each server is asked for its resident
memory before and after the clients have joined; the first hundred come earlier, so
that what is loaded once is not counted. What the
kernel keeps for a socket belongs to no process and is the same for all.

Then our server runs once more, slower, with every allocation of Python counted by the
file that made it: that says where the memory goes. What the files do not explain is C:
stacks of greenlets, SQLite, and the allocator's own gaps.
"""

import argparse
import json
import os
import signal
import time
from collections import Counter
from typing import Any

from bench._results import keep
from bench._rivals import HERE, Kiosk, Rival, make_rivals
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.process_usage import resident_bytes
from kiosk.load_test.tablet_pool import TabletPool
from tests.servers import RealServer

CLIENTS = 3_000
EARLY = 100
JOIN_SECONDS = 120
REST_SECONDS = 3.0
SHOWN_FILES = 12
KIB = 1024


def measure(rival: Rival, clients: int) -> float:
    """Return how many KiB each of the clients costs the server."""
    rival.start(clients + EARLY)
    loop = EpollLoop()
    pool = TabletPool(loop, rival.address)
    try:
        _join(pool, rival, 0, EARLY)
        before = resident_bytes(rival.processes)
        _join(pool, rival, EARLY, EARLY + clients)
        after = resident_bytes(rival.processes)
    finally:
        loop.close()
        rival.stop()
    return (after - before) / clients / KIB


def _join(pool: TabletPool, rival: Rival, first: int, end: int) -> None:
    if pool.connect_and_wait(rival.tickets[first:end], JOIN_SECONDS) is None:
        raise SystemExit(f"not all of {end} clients came in")
    pool.loop.run_for(REST_SECONDS)


class CountedServer(RealServer):
    """A real server that can tell which file allocated what."""

    def _spawn(self, *_arguments: str) -> Any:
        return super()._spawn(
            str(HERE / "_census.py"), str(self.config.data / "census")
        )

    def census(self) -> Counter[str]:
        """Return the bytes that live now, by file."""
        path = self.config.data / "census"
        path.unlink(missing_ok=True)
        assert self.process
        os.kill(self.process.pid, signal.SIGUSR1)
        while not path.exists():
            time.sleep(0.1)
        return Counter(json.loads(path.read_text()))


def where_it_goes(clients: int) -> dict[str, float]:
    """Return KiB for each connection of ours, by source file, the largest first."""
    rival = Kiosk(make_server=CountedServer)
    rival.start(clients + EARLY)
    loop = EpollLoop()
    pool = TabletPool(loop, rival.address)
    try:
        _join(pool, rival, 0, EARLY)
        before = rival.server.census()
        _join(pool, rival, EARLY, EARLY + clients)
        after = rival.server.census()
    finally:
        loop.close()
        rival.stop()
    # Files can shrink, too: Counter's own subtraction would forget those.
    grown = {name: after[name] - before[name] for name in after}
    largest = sorted(grown, key=lambda name: -grown[name])[:SHOWN_FILES]
    return {_short(name): round(grown[name] / clients / KIB, 2) for name in largest} | {
        "all of Python": round(sum(grown.values()) / clients / KIB, 2)
    }


def _short(path: str) -> str:
    for mark in ("site-packages/", "python3", str(HERE.parent) + "/"):
        path = path.rpartition(mark)[2]
    return path


def main(arguments: list[str]) -> int:
    """Measure, print a table and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench memory")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    clients = parser.parse_args(arguments).clients
    raise_open_file_limit(clients + EARLY)
    rivals = make_rivals()
    rows: list[dict[str, Any]] = []
    print(f"memory of one idle connection, {clients} of them (KiB)")
    for name in ("kiosk", "node", "default"):
        each = round(measure(rivals[name], clients), 1)
        rows.append({"what": name, "clients": clients, "kib_each": each})
        print(f"  {name:10}{each:8.1f}", flush=True)
    rows[0]["where"] = where = where_it_goes(clients)
    print("where it goes, counted by the file that allocated it (KiB)")
    for name, kib in where.items():
        print(f"  {kib:8.2f}  {name}")
    keep("memory", rows, "clients")
    return 0
