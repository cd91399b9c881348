"""Searches of several people at once on a real server, and what its loop suffers."""

import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any

from bench._rounds import longest_below_ms, over
from kiosk.rehearsal.metrics import read
from tests.servers import RealServer

PEOPLE = 4
SECONDS = 60


def _get(url: str, cookie: str) -> bytes:
    headers = {"Cookie": f"kiosk={cookie}", "Accept": "application/json"}
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=SECONDS) as reply:
        body: bytes = reply.read()
    return body


def ask_server(
    server: RealServer, cookie: str, queries: Sequence[str], rounds: int
) -> dict[str, Any]:
    """Let some administrators search all meetings at once; return how long all was."""
    urls = [
        f"{server.url}/search?{urllib.parse.urlencode({'find': find})}"
        for find in queries
    ]

    def ask(url: str) -> float:
        began = time.perf_counter()
        _get(url, cookie)
        return 1000 * (time.perf_counter() - began)

    server.start()
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            # What is loaded at first use is not what is measured.
            list(people.map(ask, urls))
            before = read(_get(f"{server.url}/metrics", cookie).decode())
            times = list(
                people.map(ask, [u for own in repeat(urls, rounds) for u in own])
            )
            after = read(_get(f"{server.url}/metrics", cookie).decode())
    finally:
        server.stop()
    return {
        "people": PEOPLE,
        "searches": len(times),
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=100)[94], 1),
        "rounds_over_10_ms": over(before, "0.01", after),
        "rounds_over_20_ms": over(before, "0.02", after),
        "longest_round_below_ms": longest_below_ms(before, after),
    }
