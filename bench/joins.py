"""How quickly very many tablets come in: with badges, and all at once after a fault.

Run: `python -m bench joins [--clients 11873] [--workers 1|2]`. `sign-in` shows real
badges at the real endpoint. `cut` takes every connection away at once, `restart` kills
the server and starts it again; the chair turns a page meanwhile, and all are back when
every tablet has the present number and the state behind it. Beside them Node's bare
join of as many clients, which neither signs in nor knows a state.
"""

import argparse
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bench._results import keep
from bench._rivals import Kiosk, Program, node
from kiosk.client.packets import Packet
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.process_usage import resident_bytes
from kiosk.load_test.sign_in import BadgeSignIn
from kiosk.load_test.snapshots import SnapshotFetcher
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool

CLIENTS = 11_873
BADGES = 1_000
ROUNDS = 2
TIMEOUT_SECONDS = 240


@dataclass
class Tally:
    """What the rounds of one kind have shown."""

    seconds: list[float] = field(default_factory=list)
    clients: int = 0
    rss: int = 0
    by_greeting: int = 0
    by_request: int = 0
    tries: int = 0

    def figures(self, what: str, workers: int) -> dict[str, Any]:
        """Return the row of the table."""
        middle = statistics.median(self.seconds)
        return {
            "what": what,
            "clients": self.clients,
            "workers": workers,
            "seconds": round(middle, 2),
            "per_second": round(self.clients / middle, 1),
            "best_s": round(min(self.seconds), 2),
            "worst_s": round(max(self.seconds), 2),
            "rss_mb": round(self.rss / 1e6, 1),
            "by_greeting": self.by_greeting,
            "by_request": self.by_request,
            "tries": self.tries,
        }


def join_node(clients: int, tally: Tally) -> None:
    """Let the clients join the Socket.IO server on Node."""
    rival: Program = node()
    rival.start(clients)
    loop = EpollLoop()
    pool = TabletPool(loop, rival.address)
    try:
        took = pool.connect_and_wait(rival.tickets, TIMEOUT_SECONDS)
        _add(tally, took, clients, rival.processes)
        tally.tries += pool.tries
    finally:
        loop.close()
        rival.stop()


def sign_in(badges: int, workers: int, tally: Tally) -> None:
    """Let delegates sign in with their badges."""
    rival = Kiosk(workers)
    rival.start(0)
    loop = EpollLoop()
    try:
        secrets = rival.hall.issue_badges(rival.server.store, badges)
        result = BadgeSignIn(loop, rival.address).sign_in(secrets, TIMEOUT_SECONDS)
        if result.refused or not all(result.cookies):
            raise SystemExit(f"badges were refused: {dict(result.refused)}")
        _add(tally, result.seconds, badges, rival.processes)
        tally.tries += badges
    finally:
        loop.close()
        rival.stop()


class Reconnection:
    """All tablets of a hall come back at once."""

    def __init__(self, clients: int, workers: int) -> None:
        """Start the server and let everybody in."""
        self.rival = Kiosk(workers)
        self.rival.start(clients)
        self.loop = EpollLoop()
        self.pool = TabletPool(self.loop, self.rival.address, self._on_packet)
        self.fetcher = SnapshotFetcher(self.pool)
        if self.pool.connect_and_wait(self.rival.tickets, TIMEOUT_SECONDS) is None:
            raise SystemExit(f"only {len(self.pool.tablets)} of {clients} came in")
        self.loop.run(self.fetcher.is_idle, TIMEOUT_SECONDS)
        self.fetcher = SnapshotFetcher(self.pool)
        self.pool.tries = 0
        self.loop.run_for(1.0)

    def _on_packet(self, tablet: SimulatedTablet, packet: Packet) -> None:
        if hasattr(self, "fetcher"):
            self.fetcher.on_packet(tablet, packet)

    def run(self, *, restart: bool) -> float | None:
        """Cause the fault, turn a page, wait for all; return the seconds."""
        before = max(tablet.newest() for tablet in self.pool.tablets)
        tickets = self.pool.drop(list(self.pool.tablets))
        if restart:
            self.rival.restart()
        began = time.monotonic()
        self.pool.connect(tickets[: len(tickets) // 2])
        request = self.rival.request(2)
        turned = HttpExchange(self.loop, self.rival.address, request)
        self.pool.connect(tickets[len(tickets) // 2 :])

        def is_right() -> bool:
            return (
                turned.done
                and self.pool.is_complete()
                and self.fetcher.is_idle()
                and all(tablet.newest() > before for tablet in self.pool.tablets)
            )

        came = self.loop.run(is_right, TIMEOUT_SECONDS)
        if turned.status != 204:
            raise SystemExit(f"the page was not turned: {turned.status}")
        return time.monotonic() - began if came else None

    def close(self) -> None:
        """Stop everything."""
        self.loop.close()
        self.rival.stop()


def reconnection(clients: int, workers: int, tally: Tally, *, restart: bool) -> None:
    """Let all clients reconnect after a fault."""
    hall = Reconnection(clients, workers)
    try:
        took = hall.run(restart=restart)
        _add(tally, took, clients, hall.rival.processes)
        tally.tries += hall.pool.tries
        tally.by_greeting += hall.fetcher.by_greeting
        tally.by_request += hall.fetcher.by_request
        if hall.fetcher.failed:
            raise SystemExit(f"{hall.fetcher.failed} snapshots were refused")
    finally:
        hall.close()


def _add(tally: Tally, took: float | None, clients: int, processes: list[int]) -> None:
    if took is None:
        raise SystemExit(f"not all came in within {TIMEOUT_SECONDS} s")
    tally.seconds.append(took)
    tally.clients = clients
    tally.rss = max(tally.rss, resident_bytes(processes))


def measure(
    clients: int, badges: int, rounds: int, workers: int
) -> list[dict[str, Any]]:
    """Return a row for each kind of join."""
    raise_open_file_limit(clients)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for round_ in range(rounds):
        join_node(clients, tallies["node-join"])
        sign_in(badges, workers, tallies["sign-in"])
        reconnection(clients, workers, tallies["cut"], restart=False)
        reconnection(clients, workers, tallies["restart"], restart=True)
        line = ", ".join(f"{n} {t.seconds[-1]:.2f} s" for n, t in tallies.items())
        print(f"  round {round_ + 1}: {line}", flush=True)
    return [
        tally.figures(name, 1 if name == "node-join" else workers)
        for name, tally in tallies.items()
    ]


def print_table(rows: list[dict[str, Any]]) -> None:
    """Print the rows with their ratio to Node's bare join."""
    bare = rows[0]["seconds"]
    head = ("clients", "workers", "seconds", "per s", "/node", "RSS MB", "greeted")
    print(f"\n{'':10}" + "".join(f"{word:>10}" for word in (*head, "asked", "tries")))
    for row in rows:
        ratio = row["seconds"] / bare if row["clients"] == rows[0]["clients"] else None
        print(
            f"{row['what']:10}{row['clients']:10}{row['workers']:10}"
            f"{row['seconds']:10}{row['per_second']:10}"
            f"{'–' if ratio is None else f'{ratio:.2f}':>10}{row['rss_mb']:10}"
            f"{row['by_greeting']:10}{row['by_request']:10}{row['tries']:10}"
        )


def main(arguments: list[str]) -> int:
    """Measure, print a table and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench joins")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--badges", type=int, default=BADGES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1)
    options = parser.parse_args(arguments)
    rows = measure(options.clients, options.badges, options.rounds, options.workers)
    print_table(rows)
    keep("joins", [{**row, "run": options.workers} for row in rows], "run")
    return 0
