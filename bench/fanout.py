"""How long a turned page takes to the last of very many tablets, beside three others.

Run: `python -m bench fanout [--clients N] [--turns M]`. `kiosk` is the product's real
path: signed-in tablets, the chair's HTTP request, a commit with its journal, the
broadcast. `stock` is the same with KIOSK_TRANSPORT=stock (only with --only). `node` is
the official Socket.IO server, `default` is Flask-SocketIO's own `emit` on eventlet,
`floor` a C program with one send() per client. All tell an event of the same size to
the same simulated tablets; the clock runs from the instant of the
commit (ours) or before the emit (theirs) to the moment the event has been read.

The four take turns, one after the other, in several rounds, since whatever else the
machine does must meet all alike. Two turns of each round warm up and count only as
losses. With one core for the server and one for the tablets.
"""

import argparse
import gc
import os
import random
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from bench._hall import PAGES
from bench._results import keep
from bench._rivals import Rival, make_rivals
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.latency import LatencyStats, latency_stats, median_latency
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.process_usage import cpu_seconds, resident_bytes
from kiosk.load_test.tablet_pool import TabletPool

# Clients, turns in all, and seconds from one turn to the next: as a chair turns them
# in the largest hall, quicker in the smaller ones.
SIZES = {400: (60, 0.2), 3_000: (60, 0.5), 11_873: (60, 1.0)}
ROUNDS = 2
WARM_UP = 2
JOIN_SECONDS = 180
TURN_SECONDS = 30
# The machine settles after many clients have joined.
REST_SECONDS = 1.0


@dataclass
class Tally:
    """The results of one server's rounds."""

    turns: list[LatencyStats] = field(default_factory=list)
    from_request: list[LatencyStats] = field(default_factory=list)
    lost: int = 0
    rss: list[int] = field(default_factory=list)
    joins: list[float] = field(default_factory=list)
    is_from_commit: bool = True
    # Processor time of the counted turns, in seconds: the server's, and the tablets'.
    server_cpu: float = 0.0
    tablets_cpu: float = 0.0

    def figures(self, what: str, clients: int) -> dict[str, Any]:
        """Return the row of the table."""
        middle, asked = median_latency(self.turns), median_latency(self.from_request)
        return {
            "what": what,
            "clients": clients,
            "turns": len(self.turns),
            "p50_ms": round(middle.p50, 2),
            "p99_ms": round(middle.p99, 2),
            "last_ms": round(middle.last, 2),
            "lost": self.lost,
            "rss_mb": round(statistics.median(self.rss) / 1e6, 1),
            "join_s": round(statistics.median(self.joins), 2),
            "worst_last_ms": round(max(turn.last for turn in self.turns), 2),
            "request_last_ms": round(asked.last, 2),
            "server_cpu_ms": round(1000 * self.server_cpu / len(self.turns), 1),
            "tablets_cpu_ms": round(1000 * self.tablets_cpu / len(self.turns), 1),
            "since": "commit" if self.is_from_commit else "request",
        }


def run_round(
    rival: Rival, clients: int, turns: int, interval: float, tally: Tally
) -> None:
    """Let the clients join, turn pages, and add the results to `tally`."""
    rival.start(clients)
    loop = EpollLoop()
    turner = PageTurner()
    pool = TabletPool(loop, rival.address, turner.on_packet)
    try:
        joined = pool.connect_and_wait(rival.tickets, JOIN_SECONDS)
        if joined is None:
            raise SystemExit(f"only {len(pool.tablets)} of {clients} came in")
        tally.joins.append(joined)
        gc.collect()
        gc.freeze()
        loop.run_for(REST_SECONDS)
        for place in range(-WARM_UP, turns):
            if place == 0:
                tally.server_cpu -= cpu_seconds(rival.processes)
                tally.tablets_cpu -= time.process_time()
            _turn(rival, pool, turner, place, tally)
            # Not synchronised with anything periodic in a server.
            loop.run_for(interval * random.uniform(0.9, 1.1))
        tally.tablets_cpu += time.process_time()
        tally.server_cpu += cpu_seconds(rival.processes)
        tally.rss.append(resident_bytes(rival.processes))
        tally.lost += loop.deliveries.faults()
    finally:
        loop.close()
        rival.stop()
        gc.unfreeze()


def _turn(
    rival: Rival, pool: TabletPool, turner: PageTurner, place: int, tally: Tally
) -> None:
    page = 1 + (place + WARM_UP) % PAGES
    turn = turner.turn(pool, rival.request(page), page, TURN_SECONDS)
    tally.lost += turn.missing
    if place < 0 or not turn.number:
        return
    reported = rival.reported_at(turn)
    tally.is_from_commit &= reported is not None
    arrivals = pool.loop.deliveries.arrivals[turn.number]
    tally.turns.append(
        latency_stats(arrivals, turn.asked if reported is None else reported)
    )
    tally.from_request.append(latency_stats(arrivals, turn.asked))


def measure(
    clients: int, turns: int, interval: float, names: list[str], rounds: int
) -> list[dict[str, Any]]:
    """Return the figures of every server at one size."""
    rivals = make_rivals()
    tallies: dict[str, Tally] = defaultdict(Tally)
    raise_open_file_limit(clients)
    for round_ in range(rounds):
        share = turns // rounds + (round_ < turns % rounds)
        for name in names:
            run_round(rivals[name], clients, share, interval, tallies[name])
            last = tallies[name].turns[-share:]
            print(
                f"  round {round_ + 1}, {clients:6} x {name:8}"
                f"last {median_latency(last).last:8.1f} ms, joined in"
                f" {tallies[name].joins[-1]:6.2f} s, lost {tallies[name].lost}",
                flush=True,
            )
    return [tallies[name].figures(name, clients) for name in names]


def print_table(rows: list[dict[str, Any]]) -> None:
    """Print the rows of one size, with ratios to Node and to the floor."""
    last = {row["what"]: row["last_ms"] for row in rows}
    p99 = {row["what"]: row["p99_ms"] for row in rows}
    print(f"\n{rows[0]['clients']} clients, {rows[0]['turns']} turns (medians, ms)")
    head = ("", "p50", "p99", "last", "worst", "/node", "/floor", "p99/node")
    tail = ("lost", "RSS MB", "join s", "CPU ms", "ours", "since")
    print(f"{head[0]:9}" + "".join(f"{word:>10}" for word in (*head[1:], *tail)))
    for row in rows:
        ratios = [
            f"{row['last_ms'] / last[other]:10.2f}" if other in last else f"{'–':>10}"
            for other in ("node", "floor")
        ]
        if "node" in p99:
            ratios.append(f"{row['p99_ms'] / p99['node']:10.2f}")
        else:
            ratios.append(f"{'–':>10}")
        print(
            f"{row['what']:9}{row['p50_ms']:10}{row['p99_ms']:10}{row['last_ms']:10}"
            f"{row['worst_last_ms']:10}{''.join(ratios)}{row['lost']:10}"
            f"{row['rss_mb']:10}{row['join_s']:10}{row['server_cpu_ms']:10}"
            f"{row['tablets_cpu_ms']:10}{row['since']:>10}"
        )


def _read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench fanout")
    parser.add_argument("--clients", type=int, help="one size alone")
    parser.add_argument("--turns", type=int, help="turns in all (60)")
    parser.add_argument("--interval", type=float, help="seconds between turns")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", help="kiosk stock node default floor")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Measure, print a table for each size and keep the figures."""
    options = _read_arguments(arguments)
    names = options.only or ["kiosk", "node", "default", "floor"]
    result: list[dict[str, Any]] = []
    began = time.monotonic()
    for clients in [options.clients] if options.clients else SIZES:
        turns, interval = SIZES.get(clients, (60, 0.5))
        turns = options.turns or turns
        interval = interval if options.interval is None else options.interval
        rounds = max(1, min(options.rounds, turns))
        rows = measure(clients, turns, interval, names, rounds)
        print_table(rows)
        result += rows
    load = os.getloadavg()[0]
    print(f"\n{time.monotonic() - began:.0f} s in all; load at the end {load:.1f}")
    if not options.only:
        keep("fanout", result, "clients")
    return 0
