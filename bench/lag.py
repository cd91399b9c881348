"""How long the event loop is ever held while everything happens at once.

Run: `python -m bench lag [--pages 200] [--people 400]`. A real server and worker: a
paper of so many pages is opened, as many delegates show their badges as fast as they
can, as many badges are drawn by WeasyPrint in a process of their own, and the chair
turns a page each second for as many tablets that are connected already. The figures
are the server's own, of every round of its loop (`/metrics`), and of each turn.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._hall import Hall
from bench._results import keep
from bench._rounds import change, longest_below_ms, over
from bench.ingest import make_paper
from kiosk.client.http_client import HttpClient, Response
from kiosk.ingestion.rendering.render_job import BULK_NICE
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.metrics import parse_metrics
from kiosk.load_test.sign_in import BadgeSignIn
from kiosk.load_test.tablet_pool import TabletPool
from kiosk.processes.priority import low_priority_prefix
from kiosk.roles import Role
from tests.scene import Scene
from tests.servers import RealServer

ROOT = Path(__file__).parents[1]
GOAL = "0.05"
TIMEOUT = 300.0


class LoadedServer:
    """The server with everything that loads it."""

    def __init__(self, folder: Path, people: int, pages: int) -> None:
        """Start server and worker; let the tablets in."""
        self.folder, self.people = folder, people
        self.server = RealServer(folder / "data")
        self.hall = Hall(self.server.store, people)
        self.badges = self.hall.issue_badges(self.server.store, people)
        scene = Scene(self.server.store)
        self.secretary = scene.sign_in(
            scene.make_member(self.hall.meeting, Role.SECRETARY)
        )
        self.item = scene.make_item(self.hall.meeting)
        self.paper = make_paper(pages, "Báo cáo")
        self.server.start()
        self.server.start_worker()
        self.address = ("127.0.0.1", self.server.port)
        self.loop = EpollLoop()
        self.pool = TabletPool(self.loop, self.address)

    @property
    def documents(self) -> str:
        """Return the address of the meeting's documents."""
        return f"/m/{self.hall.meeting}/documents"

    def get(self, path: str) -> Any:
        """Return the JSON that the secretary gets from an address."""
        client = HttpClient(self.server.port, self.secretary)
        return client.get(path, timeout=TIMEOUT).checked().json()

    def post(self, path: str, body: bytes | None = None) -> Response:
        """Post as the secretary; return the response."""
        client = HttpClient(self.server.port, self.secretary)
        return client.post(path, body, timeout=TIMEOUT).checked()

    def upload(self, name: str, paper: bytes) -> int:
        """Upload a paper as the secretary; return the id of the document."""
        reply = self.post(f"{self.documents}?name={name}&item={self.item}", paper)
        return int(reply.json()["id"])

    def figures(self) -> dict[str, float]:
        """Return what the server says of itself."""
        metrics = HttpClient(self.server.port).get("/metrics", timeout=TIMEOUT)
        return parse_metrics(metrics.checked().body.decode())

    def turn(self, page: int) -> float:
        """Turn the page; return how long the chair waited, in seconds."""
        began = time.monotonic()
        host = f"{self.address[0]}:{self.address[1]}"
        exchange = HttpExchange(
            self.loop, self.address, self.hall.page_request(host, page)
        )
        self.loop.run(lambda: exchange.done, 30)
        return time.monotonic() - began

    def draw_badges(self) -> subprocess.Popen[bytes]:
        """Draw the badges in a process of their own, at the worker's priority."""
        script = str(ROOT / "bench" / "_badges.py")
        target = str(self.folder / "badges.pdf")
        line = [sys.executable, script, str(self.people), target]
        return subprocess.Popen([*low_priority_prefix(BULK_NICE), *line], cwd=ROOT)

    def stop(self) -> None:
        """Stop everything."""
        self.pool.close()
        self.loop.close()
        self.server.stop()


def _warm_up(loaded: LoadedServer) -> None:
    """Do each thing once: one-time costs of the first use are not measured."""
    if loaded.pool.connect_and_wait(loaded.hall.tickets(), TIMEOUT) is None:
        raise TimeoutError("the tablets did not get in")
    for page in (1, 2, 3):
        loaded.turn(page)
    BadgeSignIn(loaded.loop, loaded.address).sign_in(loaded.badges[:4], 30)
    loaded.upload("a.pdf", make_paper(1, "Mở đầu"))
    loaded.loop.run_for(5)


def _press(loaded: LoadedServer) -> dict[str, Any]:
    """Do everything at once; return the figures."""
    before = loaded.figures()
    drawing = loaded.draw_badges()
    loaded.upload("bao-cao.pdf", loaded.paper)
    waits = [loaded.turn(4)]
    signed_in = BadgeSignIn(loaded.loop, loaded.address).sign_in(
        loaded.badges[4:], TIMEOUT
    )
    page = 5
    while drawing.poll() is None or page < 15:
        loaded.loop.run_for(1)
        waits.append(loaded.turn(page))
        page += 1
    after = loaded.figures()
    return {
        "people": loaded.people,
        "rounds": int(change(before, after, "kiosk_loop_round_seconds_count")),
        "rounds_over_50_ms": over(before, GOAL, after),
        "longest_below_ms": longest_below_ms(before, after),
        "sign_ins": sum(map(bool, signed_in.cookies)),
        "sign_ins_per_second": round(signed_in.per_second, 1),
        "turns": len(waits),
        "turn_request_median_ms": round(1000 * statistics.median(waits), 1),
        "turn_request_worst_ms": round(1000 * max(waits), 1),
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench lag")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--people", type=int, default=400)
    options = parser.parse_args(arguments)
    raise_open_file_limit(2 * options.people)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        loaded = LoadedServer(Path(folder), options.people, options.pages)
        try:
            _warm_up(loaded)
            mark = loaded.server.log.stat().st_size
            row = _press(loaded)
            said = loaded.server.log.read_text()[mark:]
        finally:
            loaded.stop()
    row["load"] = round(os.getloadavg()[0], 1)
    keep("lag", [row], "people")
    for name, value in row.items():
        print(f"{name:28}{value:>10}")
    print(said)
    return 0
