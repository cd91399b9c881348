"""How long minutes take in the worker, and whether page turns notice it.

Run: `python -m bench minutes [--people 11873] [--tablets 400] [--rounds 3]`. A real
server and worker. One meeting of three hours is closed: 145 sites, so many members, 60
speeches, 12 votes, and its journal; its minutes are drafted and rendered as PDF and
DOCX again and again. In another meeting the chair turns pages for so many tablets,
round by round without and with the minutes being made, so that noise on the machine
meets both alike. Goals: minutes in at most 30 s, page turns at most 1.2 of without.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from bench._held_meeting import HeldMeeting
from bench._results import keep
from bench.lag import TIMEOUT, LoadedServer
from bench.ocr_live import GOAL, TURN_SECONDS, TURNS, summary
from kiosk.exports.job import enqueue_export
from kiosk.exports.rules import ExportState
from kiosk.exports.store import ExportStore
from kiosk.load_test.event_loop import raise_open_file_limit
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.tablet_pool import TabletPool
from kiosk.minutes.printing.export import MINUTES_PAPER, minutes_key
from kiosk.official_papers.rules import PaperFamily

SITES, SPEECHES, VOTES = 145, 60, 12
MOST_SECONDS = 30.0
REST_SECONDS = 0.4


class MinutesMaker:
    """Lets the worker make the minutes of both families in turn."""

    def __init__(self, loaded: LoadedServer, meeting: int) -> None:
        """Make those of a meeting of the loaded server."""
        self.store, self.meeting = loaded.server.store, meeting
        self.exports = ExportStore(self.store.files.root, MINUTES_PAPER)
        # Seconds from the request to the finished files.
        self.took: list[float] = []
        self._families = [*PaperFamily]
        self._key, self._began, self._runs = "", 0.0, False

    def begin(self) -> None:
        """Request the minutes of the next family."""
        self._families.append(self._families.pop(0))
        self._key = minutes_key(self.meeting, self._families[0])
        export = self.exports.begin(self._key)
        self._began, self._runs = time.monotonic(), True
        enqueue_export(self.store, MINUTES_PAPER, export)

    def step(self) -> None:
        """Note minutes that are finished, and request the next."""
        if self._is_done():
            self.begin()

    def _is_done(self) -> bool:
        export = self.exports.read(self._key)
        if export.state is ExportState.FAILED:
            raise SystemExit(f"the minutes were not made: {export.error}")
        if export.state is not ExportState.READY:
            return False
        if self._runs:
            self.took.append(time.monotonic() - self._began)
            self._runs = False
        return True

    def finish(self, loaded: LoadedServer) -> None:
        """Wait until the running ones are finished."""
        for _ in range(int(TIMEOUT)):
            if self._is_done():
                return
            loaded.loop.run_for(1)
        raise TimeoutError("the minutes were not made in time")

    def pages(self) -> int:
        """Return how many pages they have."""
        path = self.exports.path(self.exports.read(self._key))
        with pdfium.PdfDocument(path) as document:
            return len(document)


def turn_pages(
    loaded: LoadedServer,
    pool: TabletPool,
    turner: PageTurner,
    maker: MinutesMaker | None,
) -> tuple[list[float], int]:
    """Turn pages; return how long each took to the last tablet (ms), and the losses."""
    times, lost = [], 0
    host = f"{loaded.address[0]}:{loaded.address[1]}"
    for place in range(TURNS):
        page = 1 + place % 2
        request = loaded.hall.page_request(host, page)
        turn = turner.turn(pool, request, page, TURN_SECONDS)
        arrivals = pool.loop.deliveries.arrivals[turn.number]
        lost += turn.missing
        times.append(1000 * (max(at for at, *_ in arrivals) - turn.asked))
        loaded.loop.run_for(REST_SECONDS)
        if maker:
            maker.step()
    return times, lost


def alternate(loaded: LoadedServer, people: int, rounds: int) -> dict[str, Any]:
    """Measure without and with minutes being made; return the figures."""
    meeting = HeldMeeting(
        loaded.server.store, sites=SITES, people=people, speeches=SPEECHES, votes=VOTES
    )
    maker, turner = MinutesMaker(loaded, meeting.id), PageTurner()
    pool = TabletPool(loaded.loop, loaded.address, turner.on_packet)
    if pool.connect_and_wait(loaded.hall.tickets(), TIMEOUT) is None:
        raise TimeoutError("the tablets did not get in")
    without: list[float] = []
    during: list[float] = []
    lost = 0
    try:
        turn_pages(loaded, pool, turner, None)  # one-time costs of the first use
        for _ in range(rounds):
            times, missing = turn_pages(loaded, pool, turner, None)
            without, lost = without + times, lost + missing
            maker.begin()
            times, missing = turn_pages(loaded, pool, turner, maker)
            during, lost = during + times, lost + missing
            maker.finish(loaded)
    finally:
        pool.close()
    alone, beside = summary(without), summary(during)
    return {
        "people": people,
        "sites": SITES,
        "speeches": SPEECHES,
        "votes": VOTES,
        "tablets": loaded.people,
        "pages": maker.pages(),
        "minutes_made": len(maker.took),
        "minutes_worst_s": round(max(maker.took), 1),
        "minutes_best_s": round(min(maker.took), 1),
        "turns": len(during),
        "lost": lost,
        **{f"without_{name}_ms": round(value, 1) for name, value in alone.items()},
        **{f"during_{name}_ms": round(value, 1) for name, value in beside.items()},
        **{f"ratio_{name}": round(beside[name] / alone[name], 2) for name in alone},
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench minutes")
    parser.add_argument("--people", type=int, default=11_873)
    parser.add_argument("--tablets", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    raise_open_file_limit(2 * options.tablets)
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        loaded = LoadedServer(Path(folder), options.tablets, 1)
        try:
            row = alternate(loaded, options.people, options.rounds)
        finally:
            loaded.stop()
    row |= {"load_before": load, "load": round(os.getloadavg()[0], 1)}
    keep("minutes", [row], "people")
    for name, value in row.items():
        print(f"{name:28}{value:>10}")
    print(f"goals: minutes at most {MOST_SECONDS} s, both ratios at most {GOAL}")
    return 0
