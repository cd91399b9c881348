"""Four gates scanning beside a meeting whose pages are turned.

Run: `python -m bench entrance [--seconds 600] [--tablets 400] [--people 11873]`. A real
server with so many people on its roll and so many tablets connected. The chair
turns pages alone before and after, since the machine itself changes with the minutes;
between, four gates send a scan a second each, for so many
seconds, at the real endpoint, while pages are turned on and a signed-in device asks for
a bare page once a second. Each scan has to be answered, and each is looked up in the
database afterwards.
"""

import argparse
import json
import math
import secrets
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bench._hall import Hall
from bench._results import FOLDER
from kiosk.checkins.models import CheckIn, Gate
from kiosk.client.messages import json_request
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.tablet_pool import TabletPool
from kiosk.roles import Role
from tests.scene import Scene
from tests.servers import RealServer

GATES = 4
PEOPLE = 11_873
TURN_EVERY = 2.0
ALONE_SECONDS = 90.0
TIMEOUT = 240.0
OK = 200


@dataclass
class Answers:
    """How long answers took, in milliseconds, and what they were."""

    asked: int = 0
    times: list[float] = field(default_factory=list)
    refused: int = 0

    def note(self, exchange: HttpExchange) -> None:
        """Count an answer."""
        self.times.append((exchange.ended - exchange.began) * 1000)
        self.refused += exchange.status != OK

    def figures(self) -> dict[str, Any]:
        """Return median, p99 and worst."""
        ordered = sorted(self.times)
        return {
            "asked": self.asked,
            "answered": len(ordered) - self.refused,
            "median_ms": round(statistics.median(ordered), 1),
            "p99_ms": round(ordered[math.ceil(0.99 * len(ordered)) - 1], 1),
            "worst_ms": round(ordered[-1], 1),
        }


class Gates:
    """The gates of a hall, and the badges that will be shown to them."""

    def __init__(self, server: RealServer, hall: Hall, badges: list[str]) -> None:
        """Make the gates and sign their desk in."""
        self.hall, self.badges = hall, badges
        self.host = f"127.0.0.1:{server.port}"
        scene = Scene(server.store)
        desk = scene.make_member(hall.meeting, Role.ENTRANCE)
        self.cookie = f"kiosk={scene.sign_in(desk)}"
        with server.store.unit_of_work("bench") as work:
            gates = [
                Gate(meeting_id=hall.meeting, name=f"Cửa {number}")
                for number in range(1, GATES + 1)
            ]
            work.session.add_all(gates)
            work.session.flush()
            self.ids = [gate.id for gate in gates]

    def scan(self, number: int) -> bytes:
        """Return the request of one scan; every badge in its turn, then again, out."""
        round_, place = divmod(number, len(self.badges))
        scan = {
            "id": secrets.token_hex(16),
            "gate": self.ids[number % GATES],
            "secret": self.badges[place],
            "direction": "out" if round_ % 2 else "in",
        }
        path = f"/m/{self.hall.meeting}/check-ins"
        body = {"scans": [scan], "undone": []}
        return json_request("POST", self.host, path, body, self.cookie)

    def bare(self) -> bytes:
        """Return the request of a signed-in page that does nothing."""
        path = f"/m/{self.hall.meeting}/tablet"
        return json_request("GET", self.host, path, None, self.hall.cookies[0])


class EntranceRun:
    """One measurement: when what was sent, and what came back."""

    def __init__(
        self, loop: EpollLoop, pool: TabletPool, turner: PageTurner, gates: Gates
    ) -> None:
        """Start with nothing sent."""
        self.loop, self.pool, self.turner, self.gates = loop, pool, turner, gates
        self.scans, self.bare = Answers(), Answers()
        self._page = 1

    def turn(self, seconds: float, waits: list[float]) -> int:
        """Turn pages for `seconds`; note the longest waits, return the losses."""
        missing = 0
        for _ in range(max(5, round(seconds / TURN_EVERY))):
            self._page = self._page % 199 + 1
            request = self.gates.hall.page_request(self.gates.host, self._page)
            turn = self.turner.turn(self.pool, request, self._page, 30)
            missing += turn.missing
            newest = max(at for at, _ in self.loop.deliveries.arrivals[turn.number])
            waits.append((newest - turn.asked) * 1000)
            self.loop.run_for(TURN_EVERY)
        return missing

    def press(self, seconds: float) -> None:
        """Let each gate scan, and one device request a page, once a second."""
        for second in range(round(seconds)):
            for gate in range(GATES):
                # Gates are not synchronised.
                self.loop.call_later(second + gate * 0.23, self._scan)
            self.loop.call_later(second + 0.11, self._ask)

    def _scan(self) -> None:
        request = self.gates.scan(self.scans.asked)
        self.scans.asked += 1
        HttpExchange(self.loop, self.pool.address, request, self.scans.note)

    def _ask(self) -> None:
        self.bare.asked += 1
        HttpExchange(self.loop, self.pool.address, self.gates.bare(), self.bare.note)

    def is_answered(self) -> bool:
        """Tell whether no request is pending."""
        pairs = ((self.scans, len(self.scans.times)), (self.bare, len(self.bare.times)))
        return all(answers.asked == came for answers, came in pairs)


def _measure(folder: Path, people: int, tablets: int, seconds: float) -> dict[str, Any]:
    raise_open_file_limit(tablets + 1000)
    server = RealServer(folder / "data")
    hall = Hall(server.store, tablets)
    badges = hall.issue_badges(server.store, people - tablets)
    gates = Gates(server, hall, badges)
    server.start()
    loop, turner = EpollLoop(), PageTurner()
    pool = TabletPool(loop, ("127.0.0.1", server.port), turner.on_packet)
    try:
        if pool.connect_and_wait(hall.tickets(), TIMEOUT) is None:
            raise TimeoutError("the tablets did not get in")
        entrance_run = EntranceRun(loop, pool, turner, gates)
        entrance_run.turn(10, [])  # one-time costs of the first use
        alone: list[float] = []
        beside: list[float] = []
        missing = entrance_run.turn(min(seconds, ALONE_SECONDS), alone)
        entrance_run.press(seconds)
        missed_beside = entrance_run.turn(seconds, beside)
        loop.run(entrance_run.is_answered, 60)
        missing += entrance_run.turn(min(seconds, ALONE_SECONDS), alone)
        with server.store.read_session() as session:
            kept = session.execute(select(func.count(CheckIn.id))).scalar_one()
    finally:
        pool.close()
        loop.close()
        server.stop()
    return {
        "people": people,
        "tablets": tablets,
        "seconds": seconds,
        "scans": {**entrance_run.scans.figures(), "kept": kept},
        "bare_page": entrance_run.bare.figures(),
        "turns_alone": _turns(alone, missing),
        "turns_beside": _turns(beside, missed_beside),
    }


def _turns(waits: list[float], missing: int) -> dict[str, Any]:
    ordered = sorted(waits)
    return {
        "turns": len(waits),
        "missing": missing,
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[math.ceil(0.95 * len(ordered)) - 1], 1),
        "worst_ms": round(ordered[-1], 1),
    }


def _print(row: dict[str, Any]) -> None:
    print(f"{row['people']} people, {row['tablets']} tablets, {row['seconds']:.0f} s")
    for name in ("scans", "bare_page", "turns_alone", "turns_beside"):
        print(f"{name:14}" + "  ".join(f"{k} {v}" for k, v in row[name].items()))
    ratio = row["scans"]["p99_ms"] / row["bare_page"]["p99_ms"]
    alone, beside = row["turns_alone"], row["turns_beside"]
    for name in ("median_ms", "p95_ms"):
        print(f"turns beside / alone, {name}: {beside[name] / alone[name]:.2f}")
    print(f"p99 of a scan is {ratio:.2f} x that of a bare page (goal 5)")


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures; 1 if a scan was not answered or not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench entrance")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--tablets", type=int, default=400)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        row = _measure(Path(folder), options.people, options.tablets, options.seconds)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "entrance.json").write_text(json.dumps(row, indent=2) + "\n")
    _print(row)
    scans = row["scans"]
    return 0 if scans["asked"] == scans["answered"] == scans["kept"] else 1
