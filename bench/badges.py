"""How long 400 badges take, beside bare WeasyPrint on the same HTML.

Run: `python -m bench badges [--count 400] [--sheet a4-2x4]`. Ours is everything from
the secretary's press of the button to the finished file: the waiting job, 400 badges
issued, their codes computed, drawn in the closed room, joined. Bare WeasyPrint is a
program that reads the same 400 badges as one ready HTML file and writes a PDF. Both are
taken in turn, twice, each time for people who have no badge yet; the better round of
each counts, since anything else on the machine only ever makes a round slower. While
each draws, a signed-in page is asked for ten times a second.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.documents.manners import politely
from kiosk.handouts.draw import badges_html
from kiosk.handouts.making import NICE
from kiosk.handouts.queries import plan_of
from kiosk.handouts.rules import Kind, Sheet, Wish
from kiosk.roles import Role
from tests.people import Scene
from tests.servers import RealServer

RESULTS = Path(__file__).parent / "results" / "badges.json"
ROUNDS = 2
ASK_SECONDS = 0.1
LONGEST_SECONDS = 600
BARE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class Place:
    """A served meeting with so many delegates, and its secretary."""

    def __init__(self, server: RealServer, count: int, sheet: Sheet) -> None:
        """Fill the meeting; nobody has a badge yet."""
        self.server, self.wish = server, Wish(Kind.BADGES, sheet)
        scene = Scene(server.store)
        self.meeting = scene.make_meeting()
        self.people = [
            scene.make_member(
                self.meeting,
                name=f"Nguyễn Thị Phương Thảo Khánh {number}",
                position="Phó Chủ tịch Thường trực",
                unit="Uỷ ban nhân dân xã Nậm Cắn",
                seat=f"A{number}",
            )
            for number in range(count)
        ]
        account = scene.make_account(f"thuky{self.meeting}")
        member = scene.make_member(
            self.meeting, Role.SECRETARY, "Lê Văn Thư", account_id=account
        )
        self.token = scene.sign_in(member)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> bytes:
        """Ask the server as the secretary does; with a body it is a POST."""
        headers = {"Cookie": f"kiosk={self.token}", "Accept": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        url = f"{self.server.url}/m/{self.meeting}/{path}"
        request = urllib.request.Request(url, data, headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            return bytes(reply.read())

    def ours(self) -> float:
        """Return how long the secretary waits for the file, in seconds."""
        began = time.monotonic()
        self.ask("handouts/badges", {"sheet": self.wish.sheet})
        while (told := json.loads(self.ask("handouts/badges/state")))["state"] in {
            "waiting",
            "running",
        }:
            if time.monotonic() - began > LONGEST_SECONDS:
                break
            time.sleep(ASK_SECONDS)
        took = time.monotonic() - began
        if told["state"] != "ready" or told["done"] < len(self.people):
            raise RuntimeError(f"the badges were not made: {told}")
        return took

    def html(self) -> str:
        """Return the same badges as one HTML file."""
        key = self.server.config.server_key()
        with self.server.store.reading() as session:
            plan = plan_of(session, key, self.meeting, self.wish, self.server.url).plan
        (part,) = plan.parts
        return badges_html(plan, "")(part, part.people, 0, 0)


def bare(html: Path, pdf: Path) -> float:
    """Return how long bare WeasyPrint takes, as polite as our worker."""
    began = time.monotonic()
    command = [*politely(NICE), sys.executable, "-c", BARE, str(html), str(pdf)]
    subprocess.run(command, check=True, start_new_session=True)
    return time.monotonic() - began


@contextmanager
def looking(place: Place) -> Iterator[list[float]]:
    """Ask for a page meanwhile; give how long each answer took, in milliseconds."""
    took: list[float] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(ASK_SECONDS):
            began = time.monotonic()
            place.ask("snapshot")
            took.append(1000 * (time.monotonic() - began))

    thread = threading.Thread(target=look)
    thread.start()
    yield took
    stop.set()
    thread.join()


def _middle(name: str, times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        f"{name}_median_ms": round(statistics.median(ordered), 1),
        f"{name}_p99_ms": round(ordered[int(0.99 * (len(ordered) - 1))], 1),
    }


def measure(count: int, sheet: Sheet) -> dict[str, Any]:
    """Measure both in turn and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = RealServer(folder / "data")
        server.start()
        try:
            server.start_worker()
            with looking(Place(server, 1, sheet)) as alone:
                time.sleep(10)
            ours, others = [], []
            during: dict[str, list[float]] = {"ours": [], "bare": []}
            for _ in range(ROUNDS):
                place = Place(server, count, sheet)
                with looking(place) as took:
                    ours.append(place.ours())
                during["ours"] += took
                html = folder / "badges.html"
                html.write_text(place.html())
                with looking(place) as took:
                    others.append(bare(html, folder / "bare.pdf"))
                during["bare"] += took
        finally:
            server.stop()
    return {
        "badges": count,
        "sheet": str(sheet),
        "load_average": round(os.getloadavg()[0], 1),
        "bare_seconds": round(min(others), 2),
        "kiosk_seconds": round(min(ours), 2),
        "ratio": round(min(ours) / min(others), 3),
        **_middle("page_alone", alone),
        **_middle("page_while_kiosk_prints", during["ours"]),
        **_middle("page_while_bare_prints", during["bare"]),
    }


def main(arguments: list[str]) -> int:
    """Measure, print, write the figures to bench/results/badges.json."""
    parser = argparse.ArgumentParser(prog="bench badges")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--sheet", type=Sheet, choices=[*Sheet], default=Sheet.A4_2X4)
    options = parser.parse_args(arguments)
    figures = measure(options.count, options.sheet)
    for name, value in figures.items():
        print(f"{name:32} {value}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
