"""Concurrent searches on a real server, and their effect on its event loop."""

import statistics
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

from bench._rounds import longest_below_ms, over
from kiosk.client.http_client import HttpClient, Response
from kiosk.load_test.metrics import parse_metrics
from tests.servers import RealServer

PEOPLE = 4
SECONDS = 60


def ask_server(
    server: RealServer, token: str, queries: Sequence[str], rounds: int
) -> dict[str, Any]:
    """Let several administrators search all meetings at once; return the times."""
    client = HttpClient(server.port, token)
    paths = [f"/search?{urlencode({'find': find})}" for find in queries]

    def get(path: str) -> Response:
        return client.get(path, timeout=SECONDS).checked()

    def figures() -> dict[str, float]:
        return parse_metrics(get("/metrics").body.decode())

    server.start()
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            # One-time costs of the first use are not measured.
            list(people.map(get, paths))
            before = figures()
            responses = people.map(get, paths * rounds)
            times = [1000 * response.seconds for response in responses]
            after = figures()
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
