"""Clients that know the protocol from its documents, not from our code."""

import contextlib
import http.client
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import websocket

PATIENCE = 10.0
LIVE = "/socket.io/?EIO=4&transport=websocket"


@dataclass
class Answer:
    """What came back."""

    status: int
    body: bytes
    seconds: float


def wait_until(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Wait until something is true; tell whether it became so."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


class Desk:
    """Asks over HTTP with a cookie, one connection for each question."""

    def __init__(self, port: int, token: str = "") -> None:
        self.port, self.token = port, token

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        timeout: float = PATIENCE,
        **headers: str,
    ) -> Answer:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(
                method,
                path,
                None if body is None else json.dumps(body),
                {
                    "Cookie": f"kiosk={self.token}",
                    "Content-Type": "application/json",
                    "Accept": "application/json",
                    **{name.replace("_", "-"): text for name, text in headers.items()},
                },
            )
            reply = connection.getresponse()
            return Answer(reply.status, reply.read(), time.monotonic() - began)
        finally:
            connection.close()


class Pulse:
    """Asks for /healthz again and again, and keeps how long each answer took."""

    def __init__(self, port: int) -> None:
        self.seconds: list[float] = []
        self._desk, self._over = Desk(port), threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._over.is_set():
            self.seconds.append(self._desk.ask("GET", "/healthz").seconds)
            time.sleep(0.01)

    def nearly_all(self) -> float:
        """Return the time within which 95 of 100 answers came."""
        return sorted(self.seconds)[len(self.seconds) * 95 // 100]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._over.set()
        self._thread.join(20)


def shake_hands(port: int, token: str = "", **how) -> websocket.WebSocket:
    """Open a WebSocket to the live channel; raise WebSocketBadStatusException.

    `at` is the address where another program than the server listens.
    """
    how.setdefault("timeout", PATIENCE)
    address = how.pop("at", f"ws://127.0.0.1:{port}") + how.pop("path", LIVE)
    cookie = f"{how.pop('cookie_name', 'kiosk')}={token}" if token else None
    return websocket.create_connection(address, cookie=cookie, **how)


class Screen:
    """A live connection that listens in a thread of its own."""

    def __init__(self, port: int, token: str, *, meeting: int | None, **how) -> None:
        self.received: list[tuple[str, dict]] = []
        self.times: list[float] = []
        self.pings = 0
        self.ended = threading.Event()
        self.wire = shake_hands(port, token, **how)
        self.wire.settimeout(60)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        if meeting is not None:
            self.wire.send("40" + json.dumps({"meeting": meeting}))

    def _listen(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            while packet := self.wire.recv():
                if packet == "2":
                    self.pings += 1
                    self.wire.send("3")
                elif packet.startswith("42"):
                    name, *values = json.loads(packet[2:])
                    self.times.append(time.monotonic())
                    self.received.append((name, *values))
                elif packet.startswith("44"):
                    self.received.append(("refused", {"why": packet[2:]}))
        self.ended.set()

    def heard(self, name: str) -> list[dict]:
        """Return the messages of that name."""
        return [message for heard, message in list(self.received) if heard == name]

    def has_joined(self, seconds: float = PATIENCE) -> bool:
        """Wait for the greeting."""
        return wait_until(lambda: bool(self.heard("hello")), seconds)

    def numbers(self) -> list[int]:
        """Return the numbers of the facts told so far."""
        return [fact["n"] for fact in self.heard("fact")]

    def leave(self) -> None:
        """Close properly."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self.wire.close(timeout=1)
        self._thread.join(5)
        self.wire.shutdown()

    def vanish(self) -> None:
        """Drop the connection as a tablet does whose battery is pulled out."""
        no_farewell = struct.pack("ii", 1, 0)
        self.wire.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_farewell)
        self.wire.sock.close()
