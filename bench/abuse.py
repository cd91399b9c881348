"""What one badge that abuses the server does to the tablets of the hall.

Run: `python -m bench abuse [--kinds pings messages binary forms sign-ins drips]
[--sockets 200] [--tablets 400] [--turns 30] [--nginx]`. A real server with so many
honest tablets; the chair turns pages alone, beside each kind of abuse, and alone again,
since the machine itself changes with the minutes. With `--nginx` everybody comes
through an nginx with the configuration of `python -m kiosk nginx`. The abuser is a
process of its own and of low priority: it stands for another machine, and reopens what
is closed after half a second. Since it shares this machine's cores, the chair also
turns pages while the same abuser attacks a server that does nothing
(`bench/_idle_server.py`): that control is what the machine alone costs. Goals: p95 of a
page turn beside the abuse at most 1.5 times that alone; p99 of /healthz 50 ms; memory
of the server (and nginx) grows by less than 20 MB.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench._abusers import KINDS
from bench._hall import Hall
from bench._results import keep
from bench._rounds import over
from kiosk.client.http_client import HttpClient
from kiosk.client.messages import json_request
from kiosk.load_test.event_loop import EpollLoop, raise_open_file_limit
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.metrics import parse_metrics
from kiosk.load_test.page_turns import PageTurner
from kiosk.load_test.process_usage import cpu_seconds, resident_bytes
from kiosk.load_test.tablet_pool import TabletPool
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer

ROOT = Path(__file__).parents[1]
NICE = 10
PAUSE_SECONDS = 0.5
HEALTH_SECONDS = 0.05
TIMEOUT = 60.0
OK = 200
GOALS = "goals: turn ratio 1.5, healthz p99 50 ms, growth 20 MB"


@dataclass
class Phase:
    """What was measured while one thing went on; seconds, one for each tablet."""

    turns: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    unanswered: int = 0
    missing: int = 0

    def figures(self) -> dict[str, Any]:
        """Return the figures in milliseconds."""
        return {
            "turn_p50_ms": percentile(self.turns, 0.5),
            "turn_p95_ms": percentile(self.turns, 0.95),
            "missing": self.missing,
            "healthz_p50_ms": percentile(self.health, 0.5),
            "healthz_p99_ms": percentile(self.health, 0.99),
            "healthz_asked": len(self.health),
            "healthz_unanswered": self.unanswered,
        }


def percentile(seconds: list[float], share: float) -> float:
    """Return the percentile `share` in milliseconds."""
    if not seconds:
        return math.inf
    ordered = sorted(seconds)
    return round(1000 * ordered[math.ceil(share * len(ordered)) - 1], 1)


class MeasuredHall:
    """The server, its regular tablets and its chair."""

    def __init__(
        self,
        folder: Path,
        tablets: int,
        more: int = 1,
        image: bytes = b"webp",
        *,
        nginx: bool = False,
    ) -> None:
        """Start the server and let the tablets in; `more` delegates stay outside."""
        self.front = Nginx(folder / "front", secure=False) if nginx else None
        settings = self.front.settings if self.front else {}
        self.server = RealServer(folder / "data", **settings)
        self.hall = Hall(self.server.store, tablets + more, image)
        scene = Scene(self.server.store)
        self.secret = scene.make_badge(scene.make_member(self.hall.meeting))
        self.server.start()
        if self.front:
            self.front.write(self.server)
            self.front.start()
        self.port = self.front.port if self.front else self.server.port
        self.address = ("127.0.0.1", self.port)
        self.loop, self.turner = EpollLoop(), PageTurner()
        self.pool = TabletPool(self.loop, self.address, self.turner.on_packet)
        if self.pool.connect_and_wait(self.hall.tickets()[:tablets], TIMEOUT) is None:
            raise TimeoutError("the tablets did not get in")
        self._page = 1

    @property
    def processes(self) -> list[int]:
        """The server's process, and those of nginx."""
        parents = [self.server.process, self.front.process if self.front else None]
        return [
            process for parent in parents if parent for process in _family(parent.pid)
        ]

    def figures(self) -> dict[str, float]:
        """Return what the server says of itself."""
        metrics = HttpClient(self.server.port).get("/metrics", timeout=TIMEOUT)
        return parse_metrics(metrics.checked().body.decode())

    def measure(self, turns: int, phase: Phase) -> int:
        """Turn pages and request /healthz; return the peak memory."""
        most, is_over = 0, False
        host = f"127.0.0.1:{self.port}"

        def ask() -> None:
            if not is_over:
                request = json_request("GET", host, "/healthz")
                HttpExchange(self.loop, self.address, request, answered)
                phase.unanswered += 1
                self.loop.call_later(HEALTH_SECONDS, ask)

        def answered(exchange: HttpExchange) -> None:
            phase.unanswered -= exchange.status == OK
            phase.health.append(exchange.ended - exchange.began)

        ask()
        for _ in range(turns):
            self._turn(host, phase)
            self.loop.run_for(PAUSE_SECONDS)
            most = max(most, resident_bytes(self.processes))
        is_over = True
        self.loop.run_for(PAUSE_SECONDS)
        return most

    def _turn(self, host: str, phase: Phase) -> None:
        self._page = self._page % 199 + 1
        request = self.hall.page_request(host, self._page)
        turn = self.turner.turn(self.pool, request, self._page, TIMEOUT)
        phase.missing += turn.missing
        for moment, count in self.loop.deliveries.arrivals[turn.number]:
            phase.turns += [moment - turn.asked] * count

    @contextmanager
    def abused(
        self, kind: str, sockets: int, done: dict[str, int], port: int = 0
    ) -> Iterator[None]:
        """Let the last delegate abuse the server; add to `done` what was tried.

        `port`: that of another server which is abused instead.
        """
        target = {
            "port": port or self.port,
            "cookie": self.hall.cookies[-1],
            "meeting": self.hall.meeting,
            "sockets": sockets,
            "secret": self.secret,
        }
        abuser = subprocess.Popen(
            ["nice", "-n", str(NICE), sys.executable, "-m", "bench._abusers", kind],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert abuser.stdin
        abuser.stdin.write(json.dumps(target) + "\n")
        abuser.stdin.flush()
        try:
            self.loop.run_for(1.0)
            yield
        finally:
            said, _ = abuser.communicate(timeout=TIMEOUT)
            done.update(json.loads(said))

    def close(self) -> None:
        """Stop everything."""
        self.pool.close()
        self.loop.close()
        if self.front:
            self.front.stop()
        self.server.stop()


def _family(process: int) -> list[int]:
    """Return the process and its children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [process, *map(int, children.split())]


@contextmanager
def _idle_server() -> Iterator[int]:
    """Run a server that does nothing; give its port."""
    server = subprocess.Popen(
        ["nice", "-n", str(NICE), sys.executable, "-m", "bench._idle_server"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    try:
        yield int(server.stdout.readline())
    finally:
        server.communicate(timeout=TIMEOUT)


def measure(
    folder: Path, kind: str, sockets: int, tablets: int, turns: int, *, nginx: bool
) -> dict[str, Any]:
    """Return the row of one kind of abuse."""
    measured = MeasuredHall(folder, tablets, nginx=nginx)
    alone, beside, control = Phase(), Phase(), Phase()
    done, done_to_idle = dict[str, int](), dict[str, int]()
    try:
        measured.measure(5, Phase())  # one-time costs of the first use
        before = resident_bytes(measured.processes)
        measured.measure(turns // 2, alone)
        rounds, cpu = measured.figures(), cpu_seconds(measured.processes)
        with measured.abused(kind, sockets, done):
            began = time.monotonic()
            most = measured.measure(turns, beside)
            share = (cpu_seconds(measured.processes) - cpu) / (time.monotonic() - began)
        over_50_ms = over(rounds, "0.05", measured.figures())
        with ExitStack() as stack:
            port = stack.enter_context(_idle_server())
            stack.enter_context(measured.abused(kind, sockets, done_to_idle, port))
            measured.measure(turns, control)
        measured.measure(turns - turns // 2, alone)
        closed = measured.loop.deliveries.broken_off
    finally:
        measured.close()
    alone_ms = alone.figures()["turn_p95_ms"]
    return {
        "kind": f"{kind} through nginx" if nginx else kind,
        "sockets": sockets,
        "tablets": tablets,
        "turns": turns,
        "turn_p95_ratio": round(beside.figures()["turn_p95_ms"] / alone_ms, 2),
        "control_p95_ratio": round(control.figures()["turn_p95_ms"] / alone_ms, 2),
        "healthz_p99_ms": beside.figures()["healthz_p99_ms"],
        "memory_growth_mb": round((most - before) / 1e6, 1),
        "tablets_closed": closed,
        "loop_rounds_over_50_ms": over_50_ms,
        "server_cpu_share": round(share, 2),
        "alone": alone.figures(),
        "beside": beside.figures(),
        "control": control.figures(),
        "abuse": done,
        "abuse_of_idle_server": done_to_idle,
        "load": round(os.getloadavg()[0], 1),
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench abuse")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--tablets", type=int, default=400)
    parser.add_argument("--turns", type=int, default=30)
    parser.add_argument("--nginx", action="store_true", help="put nginx in front")
    options = parser.parse_args(arguments)
    raise_open_file_limit(options.tablets + 1000)
    rows = []
    for kind in options.kinds:
        with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
            row = measure(
                Path(folder),
                kind,
                options.sockets,
                options.tablets,
                options.turns,
                nginx=options.nginx,
            )
        print(json.dumps(row, indent=2), flush=True)
        rows.append(row)
    keep("abuse", rows, "kind")
    print(GOALS)
    return 0
