"""What the hall notices of a paper being read: page turns without and with it.

Run: `python -m bench ocr_live [--pages 200] [--people 400] [--rounds 4]`. A real server
and worker; so many tablets; a scanned paper of so many pages, whose reading is stopped
and let go on again, round by round, so that noise on the machine meets both alike. A
turn counts from before the chair's request to the last tablet. Goal: with the reading
at most 1.2 of without, at the median and at the 95th percentile.
"""

import argparse
import io
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench._results import keep
from bench._scans import printed
from bench.lag import TIMEOUT, LoadedServer
from kiosk.load_test.event_loop import raise_open_file_limit
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.tablet_pool import TabletPool

GOAL = 1.2
DPI = 200
# The document repeats so many distinct pages: drawing them is not measured.
DISTINCT = 8
TURNS = 40
REST_SECONDS = 0.4
TURN_SECONDS = 30.0
# Pages are recognised by then, and running jobs have ended.
SETTLE_SECONDS = 8.0


def make_scan(pages: int) -> bytes:
    """Return a paper of scanned pages without text."""
    drawn = [printed(number, DPI) for number in range(DISTINCT)]
    images = [drawn[number % DISTINCT] for number in range(pages)]
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=DPI, save_all=True, append_images=images[1:])
    return out.getvalue()


class Reading:
    """The scanned document, whose OCR is paused and resumed."""

    def __init__(self, loaded: LoadedServer, scan: bytes) -> None:
        """Upload it and wait until all its pages are there."""
        self._server = loaded
        self.id = loaded.upload("quet.pdf", scan)
        self._wait(lambda paper: paper["state"] == "ready")

    def paper(self) -> dict[str, Any]:
        """Return what the snapshot says of it."""
        url = self._server.documents.removesuffix("documents") + "snapshot"
        papers = self._server.get(url)["documents"]
        return next(paper for paper in papers if paper["id"] == self.id)

    def _wait(self, is_there: Callable[[dict[str, Any]], bool]) -> None:
        for _ in range(int(TIMEOUT)):
            if is_there(self.paper()):
                return
            self._server.loop.run_for(1)
        raise TimeoutError("the paper was not ready in time")

    def _say(self, word: str) -> None:
        url = f"{self._server.documents}/{self.id}/recognition/{word}"
        self._server.post(url)

    def stop(self) -> None:
        """Pause OCR, and let running jobs end."""
        if self.paper()["recognition"] == "running":
            self._say("stop")
        self._server.loop.run_for(SETTLE_SECONDS)

    def go_on(self) -> None:
        """Resume OCR; return once it has progressed."""
        before = self.paper()["pages_recognised"]
        self._say("go-on")
        self._wait(lambda paper: paper["pages_recognised"] > before)


def measure(
    loaded: LoadedServer, pool: TabletPool, turner: PageTurner
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
    return times, lost


def alternate(loaded: LoadedServer, pages: int, rounds: int) -> dict[str, Any]:
    """Measure without and with the reading, round by round; return the figures."""
    turner = PageTurner()
    pool = TabletPool(loaded.loop, loaded.address, turner.on_packet)
    if pool.connect_and_wait(loaded.hall.tickets(), TIMEOUT) is None:
        raise TimeoutError("the tablets did not get in")
    without: list[float] = []
    during: list[float] = []
    lost = 0
    try:
        reading = Reading(loaded, make_scan(pages))
        reading.stop()
        began = reading.paper()["pages_recognised"]
        measure(loaded, pool, turner)  # one-time costs of the first use
        for _ in range(rounds):
            times, missing = measure(loaded, pool, turner)
            reading.go_on()
            more, missing_too = measure(loaded, pool, turner)
            if reading.paper()["recognition"] != "running":
                raise SystemExit("the paper was read too soon: take more pages")
            reading.stop()
            without += times
            during += more
            lost += missing + missing_too
    finally:
        pool.close()
    alone, beside = summary(without), summary(during)
    return {
        "people": loaded.people,
        "pages": pages,
        "pages_read_meanwhile": reading.paper()["pages_recognised"] - began,
        "turns": len(during),
        "lost": lost,
        **{f"without_{name}_ms": round(value, 1) for name, value in alone.items()},
        **{f"during_{name}_ms": round(value, 1) for name, value in beside.items()},
        **{f"ratio_{name}": round(beside[name] / alone[name], 2) for name in alone},
    }


def summary(times: list[float]) -> dict[str, float]:
    """Return median and 95th percentile."""
    return {
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench ocr_live")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args(arguments)
    raise_open_file_limit(2 * options.people)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        loaded = LoadedServer(Path(folder), options.people, 1)
        try:
            row = alternate(loaded, options.pages, options.rounds)
        finally:
            loaded.stop()
    row["load"] = round(os.getloadavg()[0], 1)
    keep("ocr_live", [row], "people")
    for name, value in row.items():
        print(f"{name:28}{value:>10}")
    print(f"goal: both ratios at most {GOAL}")
    return 0
