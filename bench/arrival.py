"""Four hundred tablets are switched on together: their first visit, all requests of it.

Run: `python -m bench arrival [--visitors 400] [--tablets 50]`. One real first visit in
Chromium is recorded up to the first page's picture; then so many visitors, each with
its own sign-in and up to six connections, ask for the same in the same order, at once.
Meanwhile the chair turns pages for tablets that are there already. Goals: all readable
within 10 s; p95 of a page turn at most twice that alone.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Request, sync_playwright

from bench._results import keep
from bench.abuse import ROOT, MeasuredHall, Phase, percentile
from kiosk.load_test.event_loop import raise_open_file_limit
from kiosk.load_test.process_usage import cpu_seconds
from tests.browser.conftest import HEADLESS, QUIET, TABLET

TURNS = 20
IMAGE_SIZE = (1200, 1698)
TIMEOUT = 180.0
PICTURE = "[data-slot=current] .sheet-image"
GOALS = "goals: all readable within 10 s, turn ratio 2"


def picture() -> bytes:
    """Return a page's picture of the usual size (some 130 KB)."""
    noise = Image.effect_noise((300, 424), 60).resize(IMAGE_SIZE)
    file = io.BytesIO()
    noise.convert("RGB").save(file, "WEBP", quality=60)
    return file.getvalue()


class Recording:
    """The paths of a visit; each wave begins after the one before was answered."""

    def __init__(self, url: str) -> None:
        """Note the requests to this server."""
        self.waves: list[list[str]] = []
        self._url = url
        self._wave_of: dict[Request, int] = {}
        self._answered = -1

    def begin(self, request: Request) -> None:
        """Note that it was sent."""
        if request.method != "GET":
            return
        wave = self._wave_of[request] = self._answered + 1
        self.waves += [[] for _ in range(wave + 1 - len(self.waves))]
        self.waves[wave].append(request.url.removeprefix(self._url))

    def end(self, request: Request) -> None:
        """Note that it was answered."""
        self._answered = max(self._answered, self._wave_of.get(request, -1))


def record(measured: MeasuredHall) -> list[list[str]]:
    """Return the waves of a real first visit, up to the first page's picture."""
    url = measured.server.url
    recording = Recording(url)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=HEADLESS, args=QUIET)
        context = browser.new_context(
            viewport=TABLET, locale="vi-VN", service_workers="block"
        )
        name, _, value = measured.hall.cookies[-1].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.on("request", recording.begin)
        page.on("requestfinished", recording.end)
        page.goto(f"{url}/m/{measured.hall.meeting}/tablet")
        shown = page.locator(PICTURE)
        shown.wait_for()
        source = shown.evaluate("(image) => image.currentSrc").removeprefix(url)
        page.wait_for_load_state("networkidle")
        browser.close()
    waves = recording.waves
    last = next(place for place, wave in enumerate(waves) if source in wave)
    return waves[: last + 1]


def arrive(measured: MeasuredHall, waves: list[list[str]], visitors: int) -> Any:
    """Start the visits in a process of their own; return it."""
    visits = subprocess.Popen(
        [sys.executable, "-m", "bench._visitors"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert visits.stdin
    cookies = measured.hall.cookies[-visitors:]
    json.dump(
        {"port": measured.server.port, "cookies": cookies, "waves": waves},
        visits.stdin,
    )
    visits.stdin.close()
    return visits


def measure(folder: Path, visitors: int, tablets: int) -> dict[str, Any]:
    """Return the row of so many visitors."""
    measured = MeasuredHall(folder, tablets, visitors, picture())
    alone, beside = Phase(), Phase()
    try:
        # One-time costs of the first use are not measured; and a page is open then.
        measured.measure(5, Phase())
        waves = record(measured)
        measured.measure(TURNS, alone)
        cpu = cpu_seconds(measured.processes)
        visits = arrive(measured, waves, visitors)
        began = time.monotonic()
        while visits.poll() is None and time.monotonic() - began < TIMEOUT:
            measured.measure(1, beside)
        cpu = cpu_seconds(measured.processes) - cpu
        seconds: list[float] = json.loads(visits.stdout.read())
    finally:
        measured.close()
    ratio = beside.figures()["turn_p95_ms"] / alone.figures()["turn_p95_ms"]
    return {
        "visitors": visitors,
        "requests_each": sum(map(len, waves)),
        "waves": len(waves),
        "readable": len(seconds),
        "readable_p50_ms": percentile(seconds, 0.5),
        "readable_last_ms": percentile(seconds, 1.0),
        "turn_p95_ratio": round(ratio, 2),
        "server_cpu_ms_each": round(1000 * cpu / visitors, 1),
        "alone": alone.figures(),
        "beside": beside.figures(),
        "load": round(os.getloadavg()[0], 1),
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench arrival")
    parser.add_argument("--visitors", type=int, default=400)
    parser.add_argument("--tablets", type=int, default=50)
    options = parser.parse_args(arguments)
    raise_open_file_limit(6 * options.visitors + 1000)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        row = measure(Path(folder), options.visitors, options.tablets)
    print(json.dumps(row, indent=2), flush=True)
    keep("arrival", [row], "visitors")
    print(GOALS)
    return 0
