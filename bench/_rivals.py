"""The four servers that turn a page for a crowd: ours, two others, and the floor."""

import atexit
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bench._hall import Hall
from kiosk.client import frames
from kiosk.client.messages import json_request
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.metrics import committed_at
from kiosk.load_test.page_turns import PageTurn
from kiosk.load_test.process_usage import process_tree
from kiosk.load_test.sockets import Address
from kiosk.load_test.tablet import TabletTicket
from tests.servers import RealServer, free_port
from tests.services import is_listening

HERE = Path(__file__).parent
START_SECONDS = 20


class Rival(Protocol):
    """A server under measurement."""

    def start(self, clients: int) -> None:
        """Start it and prepare so many clients' tickets."""

    @property
    def address(self) -> Address:
        """Where it listens."""

    @property
    def tickets(self) -> list[TabletTicket]:
        """How the clients connect."""

    @property
    def processes(self) -> list[int]:
        """Its processes."""

    def request(self, page: int) -> bytes:
        """Return the request that turns to `page`."""

    def reported_at(self, turn: PageTurn) -> float | None:
        """Return when the emit began, on our clock; None if unknown."""

    def stop(self) -> None:
        """End it."""


class Kiosk:
    """The product: real server, signed-in tablets, the chair's request, the journal."""

    def __init__(
        self, workers: int = 1, make_server: Callable[..., RealServer] = RealServer
    ) -> None:
        """Use so many server processes."""
        self._workers, self._make_server = workers, make_server

    def start(self, clients: int) -> None:
        """Start it on a fresh data folder with so many signed-in delegates."""
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
        self.server = self._make_server(
            self._folder / "data", workers=self._workers, KIOSK_LOG_LEVEL="INFO"
        )
        self.hall = Hall(self.server.store, clients)
        self.server.start()
        self.address: Address = ("127.0.0.1", self.server.port)
        self.tickets = self.hall.tickets()

    @property
    def processes(self) -> list[int]:
        """The server and all its children."""
        process = self.server.process
        return process_tree(process.pid) if process else []

    def restart(self) -> None:
        """Kill it, and start it again."""
        for process in self.processes:
            os.kill(process, signal.SIGKILL)
        self.server.kill()
        self.server.start()

    def request(self, page: int) -> bytes:
        """Return the chair's request."""
        return self.hall.page_request(f"127.0.0.1:{self.server.port}", page)

    def reported_at(self, turn: PageTurn) -> float | None:
        """Return the time after the commit and before the broadcast."""
        if turn.exchange.status != 204:
            raise RuntimeError(f"the page was not turned: {turn.exchange.body!r}")
        loop = EpollLoop()
        try:
            return committed_at(loop, self.address, turn.number)
        finally:
            loop.close()

    def stop(self) -> None:
        """End it and remove its data."""
        self.server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


class Program:
    """A server that only emits events, in a process of its own."""

    def __init__(self, *command: str) -> None:
        """Store the command line; the port comes last or where PORT stands."""
        self._command = command

    def start(self, clients: int) -> None:
        """Start it and wait until it listens."""
        port = free_port()
        self.address: Address = ("127.0.0.1", port)
        self.tickets = [TabletTicket()] * clients
        command = [str(port) if word == "PORT" else word for word in self._command]
        self._process = subprocess.Popen(command, cwd=HERE.parent)
        deadline = time.monotonic() + START_SECONDS
        while not is_listening(port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start")
            time.sleep(0.05)

    @property
    def processes(self) -> list[int]:
        """The program's one process."""
        return [self._process.pid]

    def request(self, page: int) -> bytes:
        """Return the request that makes it emit."""
        return json_request("POST", "127.0.0.1", "/emit", {"page": page})

    def reported_at(self, turn: PageTurn) -> float | None:
        """Read the time from its answer."""
        return float(turn.exchange.json()["at"])

    def stop(self) -> None:
        """Kill it: closing 11,873 connections is not measured here."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def node() -> Program:
    """Return the official Socket.IO server."""
    return Program("node", str(HERE / "_node.mjs"), "PORT")


@functools.cache
def build_floor() -> str:
    """Compile the minimal C server; return the program's path."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise SystemExit("the floor is a C program: install gcc and libc6-dev")
    work = HERE / "scratch"
    work.mkdir(exist_ok=True)
    program = work / f"floor-{os.getpid()}"
    atexit.register(program.unlink, missing_ok=True)
    subprocess.run([compiler, "-O2", "-o", program, HERE / "_floor.c"], check=True)
    return str(program)


def make_rivals() -> dict[str, Rival]:
    """Return the servers by name, ours first."""
    default = (sys.executable, str(HERE / "_default.py"), "PORT")
    floor = (build_floor(), "PORT", frames.ACCEPT)
    return {
        "kiosk": Kiosk(),
        "stock": Kiosk(
            make_server=functools.partial(RealServer, KIOSK_TRANSPORT="stock")
        ),
        "node": node(),
        "default": Program(*default),
        "floor": Program(*floor),
    }
