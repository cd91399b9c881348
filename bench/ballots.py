"""How quickly all delegates' ballots are kept when a vote opens.

Run: `python -m bench ballots [--voters 11873 | --quick] [--secret]`. A real server of
one process on SQLite; all delegates' tablets are connected. In one run:

* the chair turns pages: how long to the last tablet;
* the chair opens a vote: how long the ballot paper takes to the last tablet;
* every delegate casts a ballot within `--spread` seconds, each on a connection of its
  own, while the chair turns pages; then all acknowledged ballots are looked up;
* as many signed-in requests that write nothing: how long their answers take;
* while an item's clock runs, messages to the tablets are counted.

With one core for the server and one for the tablets and the chair.
"""

import argparse
import gc
import statistics
from typing import Any

from bench._ballots import MESSAGE_SECONDS, BallotServer, VoteOpening
from bench._burst import Burst
from bench._hall import PAGES
from bench._results import keep
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.latency import LatencyStats, latency_stats, median_latency
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.process_usage import cpu_seconds
from kiosk.load_test.tablet_pool import TabletPool

VOTERS = 11_873
# Ballots arrive within so many seconds, so that the last can be answered within 10.
SPREAD_SECONDS = 9.0
TURNS, TURN_INTERVAL_SECONDS = 10, 0.8
OPENINGS = 5
# Requests on their way at once.
MOST_UNANSWERED = 4096
WAIT_SECONDS, JOIN_SECONDS, REST_SECONDS = 60.0, 180.0, 1.0


class BallotRun:
    """One run at one size."""

    def __init__(self, ballot_server: BallotServer, spread: float) -> None:
        """Use a server that runs."""
        self._server, self._spread = ballot_server, spread
        self._loop = EpollLoop()
        self._turner, self._opening = PageTurner(), VoteOpening()
        self._pool = TabletPool(self._loop, ballot_server.address, self._on_packet)
        self._page = 0

    def _on_packet(self, tablet: Any, packet: Any) -> None:
        self._turner.on_packet(tablet, packet)
        self._opening.on_packet(tablet, packet)

    def close(self) -> None:
        """Close all connections."""
        self._loop.close()

    def measure(self) -> dict[str, Any]:
        """Return the figures."""
        tickets = self._server.hall.tickets()
        if self._pool.connect_and_wait(tickets, JOIN_SECONDS) is None:
            raise SystemExit(f"only {len(self._pool.tablets)} tablets came in")
        gc.collect()
        gc.freeze()
        self._loop.run_for(REST_SECONDS)
        alone = median_latency([self._turn() for _ in range(TURNS)])
        opened = median_latency([self._open() for _ in range(OPENINGS)])
        vote = self._server.last_vote
        ballots = Burst(self._loop, self._server.address, self._server.ballots(vote))
        during, ballot_cpu = self._turn_during(ballots)
        bare = Burst(self._loop, self._server.address, self._server.bare_posts())
        _, bare_cpu = self._turn_during(bare)
        kept = self._server.count_kept(vote)
        acknowledged = ballots.statuses.count(200)
        return {
            "run": f"{self._server.voters} {kind_of(self._server.is_secret)}",
            "voters": self._server.voters,
            "is_secret": self._server.is_secret,
            "spread_seconds": self._spread,
            "seconds_all_answered": round(ballots.seconds, 2),
            "p50_ms": ballots.ms(0.5),
            "p99_ms": ballots.ms(0.99),
            "last_ms": ballots.ms(1.0),
            "retries": ballots.retries,
            "server_cpu_ms_per_ballot": ballot_cpu,
            "bare_post_seconds": round(bare.seconds, 2),
            "bare_post_p99_ms": bare.ms(0.99),
            "bare_post_retries": bare.retries,
            "server_cpu_ms_per_bare_post": bare_cpu,
            "statuses": ballots.counts(),
            "kept": kept,
            "lost": acknowledged - kept,
            "open_to_last_ms": round(opened.last, 1),
            "page_turn_last_ms": round(alone.last, 1),
            "page_turn_during_last_ms": round(statistics.median(during), 1),
            "page_turns_during": len(during),
            "clock_messages": self._count_messages(),
            "faults": self._loop.deliveries.faults(),
        }

    def _turn(self) -> LatencyStats:
        self._page = 1 + self._page % PAGES
        request = self._server.page_request(self._page)
        turn = self._turner.turn(self._pool, request, self._page, WAIT_SECONDS)
        if turn.missing or not turn.number:
            raise SystemExit(f"{turn.missing} tablets did not get page {self._page}")
        arrivals = self._loop.deliveries.arrivals[turn.number]
        self._loop.run_for(TURN_INTERVAL_SECONDS)
        return latency_stats(arrivals, turn.asked)

    def _open(self) -> LatencyStats:
        """Prepare a vote and open it; an earlier one is cancelled."""
        request = self._server.open_request()
        self._loop.run_for(REST_SECONDS)
        opened = self._opening.open(self._pool, request, WAIT_SECONDS)
        arrivals = self._loop.deliveries.arrivals[opened.number]
        return latency_stats(arrivals, opened.asked)

    def _turn_during(self, burst: Burst) -> tuple[list[float], float]:
        """Send the requests and turn pages meanwhile.

        Returns each turn's time to the last tablet, and the server's processor time for
        each request with its share of the turns; ms.
        """
        last = []
        self._loop.run_for(REST_SECONDS)
        cpu = -cpu_seconds(self._server.processes)
        burst.send(self._spread)
        while not burst.is_done():
            last.append(self._turn().last)
        cpu += cpu_seconds(self._server.processes)
        return last, round(1000 * cpu / len(burst.requests), 3)

    def _count_messages(self) -> int:
        """Return the messages that came while nothing but a clock ran."""
        self._server.start_clock()
        self._loop.run_for(REST_SECONDS)
        reached = self._loop.deliveries.reached
        before = sum(reached.values())
        self._loop.run_for(MESSAGE_SECONDS)
        return sum(reached.values()) - before


def kind_of(is_secret: bool) -> str:  # noqa: FBT001 a column of the results
    """Return how the kind of vote is named in the results."""
    return "secret" if is_secret else "open"


def print_row(row: dict[str, Any]) -> None:
    """Print the figures and the ratios that they are judged by."""

    def ratio(name: str, other: str) -> str:
        return f"{row[name] / row[other]:.2f}"

    kind = kind_of(row["is_secret"])
    print(f"\n{row['voters']} ballots of {kind} votes in {row['spread_seconds']} s")
    print(f"  all answered after {row['seconds_all_answered']} s (goal 10)")
    print(
        f"  p50 {row['p50_ms']} ms, p99 {row['p99_ms']} ms (goal 1000),"
        f" {row['server_cpu_ms_per_ballot']} ms of the processor each"
    )
    print(
        f"  bare signed-in POST: all after {row['bare_post_seconds']} s, p99"
        f" {row['bare_post_p99_ms']} ms, {row['server_cpu_ms_per_bare_post']} ms of the"
        f" processor; ratio of p99 {ratio('p99_ms', 'bare_post_p99_ms')}"
    )
    print(
        f"  kept {row['kept']}, lost {row['lost']}, sent again {row['retries']};"
        f" {row['statuses']}"
    )
    print(
        f"  opening to the last tablet {row['open_to_last_ms']} ms, page turn"
        f" {row['page_turn_last_ms']} ms;"
        f" ratio {ratio('open_to_last_ms', 'page_turn_last_ms')} (goal 1.2)"
    )
    print(
        f"  page turn during the vote {row['page_turn_during_last_ms']} ms; ratio"
        f" {ratio('page_turn_during_last_ms', 'page_turn_last_ms')} (goal 1.2)"
    )
    print(f"  messages in {MESSAGE_SECONDS:.0f} s of a clock: {row['clock_messages']}")


def main(arguments: list[str]) -> int:
    """Measure, print the figures and keep them."""
    parser = argparse.ArgumentParser(prog="python -m bench ballots")
    parser.add_argument("--voters", type=int, default=VOTERS)
    parser.add_argument("--quick", action="store_true", help="400 voters")
    parser.add_argument("--spread", type=float, default=SPREAD_SECONDS)
    parser.add_argument("--secret", action="store_true", help="sealed ballots")
    options = parser.parse_args(arguments)
    voters = 400 if options.quick else options.voters
    raise_open_file_limit(voters + MOST_UNANSWERED)
    with BallotServer(voters, is_secret=options.secret) as ballot_server:
        run = BallotRun(ballot_server, options.spread)
        try:
            row = run.measure()
        finally:
            run.close()
    print_row(row)
    keep("ballots", [row], "run")
    return 0
