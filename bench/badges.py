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
import time
from pathlib import Path
from typing import Any

from kiosk.client.http_client import HttpClient, Response
from kiosk.handouts.export import HANDOUT
from kiosk.handouts.queries import plan_handout
from kiosk.handouts.render import badges_renderer
from kiosk.handouts.rules import BadgeSheet, HandoutKind, HandoutSpec
from kiosk.processes.priority import low_priority_prefix
from kiosk.roles import Role
from tests.live.clients import Probe
from tests.scene import Scene
from tests.servers import RealServer

RESULTS = Path(__file__).parent / "results" / "badges.json"
ROUNDS = 2
ASK_SECONDS = 0.1
LONGEST_SECONDS = 600
BARE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


class BadgeServer:
    """A served meeting with so many delegates, and its secretary."""

    def __init__(self, server: RealServer, count: int, sheet: BadgeSheet) -> None:
        """Fill the meeting; nobody has a badge yet."""
        self.server, self.spec = server, HandoutSpec(HandoutKind.BADGES, sheet)
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
        self.client = HttpClient(server.port, scene.sign_in(member))

    def probe(self) -> Probe:
        """Request a page now and then, as a tablet does."""
        return Probe(self.client, f"/m/{self.meeting}/snapshot", ASK_SECONDS)

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Response:
        """Send the secretary's request; with a body it is a POST."""
        method = "GET" if body is None else "POST"
        path = f"/m/{self.meeting}/{path}"
        return self.client.request(method, path, body, timeout=60).checked()

    def ours(self) -> float:
        """Return how long the secretary waits for the file, in seconds."""
        began = time.monotonic()
        self.ask("handouts/badges", {"sheet": self.spec.sheet})
        while (reported := self.ask("handouts/badges/state").json())["state"] in {
            "waiting",
            "running",
        }:
            if time.monotonic() - began > LONGEST_SECONDS:
                break
            time.sleep(ASK_SECONDS)
        took = time.monotonic() - began
        if reported["state"] != "ready" or reported["done"] < len(self.people):
            raise RuntimeError(f"the badges were not made: {reported}")
        return took

    def html(self) -> str:
        """Return the same badges as one HTML file."""
        key = self.server.config.server_key()
        with self.server.store.read_session() as session:
            plan = plan_handout(
                session, key, self.meeting, self.spec, self.server.url
            ).plan
        (part,) = plan.parts
        return badges_renderer(plan, "")(part, part.people, 0, 0)


def bare(html: Path, pdf: Path) -> float:
    """Return how long bare WeasyPrint takes, at the worker's priority."""
    began = time.monotonic()
    command = [
        *low_priority_prefix(HANDOUT.nice),
        sys.executable,
        "-c",
        BARE,
        str(html),
        str(pdf),
    ]
    subprocess.run(command, check=True, start_new_session=True)
    return time.monotonic() - began


def _middle(name: str, seconds: list[float]) -> dict[str, float]:
    ordered = sorted(1000 * each for each in seconds)
    return {
        f"{name}_median_ms": round(statistics.median(ordered), 1),
        f"{name}_p99_ms": round(ordered[int(0.99 * (len(ordered) - 1))], 1),
    }


def measure(count: int, sheet: BadgeSheet) -> dict[str, Any]:
    """Measure both in turn and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = RealServer(folder / "data")
        server.start()
        try:
            server.start_worker()
            with BadgeServer(server, 1, sheet).probe() as alone:
                time.sleep(10)
            ours, others = [], []
            during: dict[str, list[float]] = {"ours": [], "bare": []}
            for _ in range(ROUNDS):
                badge_server = BadgeServer(server, count, sheet)
                with badge_server.probe() as took:
                    ours.append(badge_server.ours())
                during["ours"] += took.seconds
                html = folder / "badges.html"
                html.write_text(badge_server.html())
                with badge_server.probe() as took:
                    others.append(bare(html, folder / "bare.pdf"))
                during["bare"] += took.seconds
        finally:
            server.stop()
    return {
        "badges": count,
        "sheet": str(sheet),
        "load_average": round(os.getloadavg()[0], 1),
        "bare_seconds": round(min(others), 2),
        "kiosk_seconds": round(min(ours), 2),
        "ratio": round(min(ours) / min(others), 3),
        **_middle("page_alone", alone.seconds),
        **_middle("page_while_kiosk_prints", during["ours"]),
        **_middle("page_while_bare_prints", during["bare"]),
    }


def main(arguments: list[str]) -> int:
    """Measure, print, write the figures to bench/results/badges.json."""
    parser = argparse.ArgumentParser(prog="bench badges")
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument(
        "--sheet", type=BadgeSheet, choices=[*BadgeSheet], default=BadgeSheet.A4_2X4
    )
    options = parser.parse_args(arguments)
    figures = measure(options.count, options.sheet)
    for name, value in figures.items():
        print(f"{name:32} {value}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
