"""A tablet that keeps right by itself, as the product's own page does.

It knows the protocol from `docs/live-messages.md`: the greeting, numbered facts, a
gap heals by the snapshot; it comes back when the connection is lost, and asks for
the snapshot now and then while there is none.
"""

import contextlib
import json
import random
import socket
import threading
import time
from typing import Self

import websocket

from tests.live.clients import Desk, shake_hands

POLL_SECONDS = 2.0
# How long it waits before it connects again.
RETURN_SECONDS = (0.2, 1.0)
# A server that has said nothing for so long, not even a ping, is gone.
SILENT_SECONDS = 20


class Tablet:
    """What one tablet knows of the meeting, kept up to date in a thread."""

    def __init__(self, port: int, token: str, meeting: int) -> None:
        self.number = -1
        self.page = 0
        self.connections = 0
        self.refused: list[int] = []
        self._port, self._token, self._meeting = port, token, meeting
        self._wire: websocket.WebSocket | None = None
        self._is_over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=deed, daemon=True)
            for deed in (self._stay_connected, self._ask_now_and_then)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def own_port(self) -> int:
        """The port at this end of the live connection, 0 without one."""
        with contextlib.suppress(OSError, AttributeError):
            return int(self._wire.sock.getsockname()[1])
        return 0

    def is_connected(self) -> bool:
        """Tell whether it has been greeted on a connection that still is."""
        return self._wire is not None

    def leave(self) -> None:
        """Switch the tablet off and wait until it is."""
        self._is_over.set()
        with contextlib.suppress(OSError, AttributeError, websocket.WebSocketException):
            # Closing alone would not wake the thread that reads.
            self._wire.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)

    def _stay_connected(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(OSError, websocket.WebSocketException):
                self._listen()
            self._wire = None
            self._is_over.wait(random.uniform(*RETURN_SECONDS))

    def _listen(self) -> None:
        wire = shake_hands(self._port, self._token)
        wire.settimeout(SILENT_SECONDS)
        try:
            wire.send("40" + json.dumps({"meeting": self._meeting}))
            while packet := wire.recv():
                if packet == "2":
                    wire.send("3")
                elif packet.startswith("44"):
                    return
                elif packet.startswith("42"):
                    self._wire = wire
                    self._hear(*json.loads(packet[2:]))
        finally:
            wire.shutdown()

    def _hear(self, name: str, message: dict) -> None:
        if name == "hello":
            self.connections += 1
            if message["n"] > self.number:
                self._refresh()
        elif name == "fact":
            self._apply(message)

    def _apply(self, fact: dict) -> None:
        with self._lock:
            if fact["n"] <= self.number:
                return
            if fact["n"] == self.number + 1 and fact.get("kind") == "page_turned":
                self.number, self.page = fact["n"], fact["page"]
                return
        self._refresh()

    def _refresh(self) -> None:
        with contextlib.suppress(OSError):
            answer = Desk(self._port, self._token).ask(
                "GET", f"/m/{self._meeting}/snapshot"
            )
            if answer.status != 200:
                self.refused.append(answer.status)
                return
            state = json.loads(answer.body)
            with self._lock:
                if state["n"] >= self.number:
                    self.number, self.page = state["n"], state["live"]["page"]

    def _ask_now_and_then(self) -> None:
        while not self._is_over.is_set():
            if not self.is_connected():
                self._refresh()
            self._is_over.wait(POLL_SECONDS)


class Turning:
    """A chair who turns pages all the time, and what was answered."""

    def __init__(self, room, pause: float = 0.1) -> None:
        self.kept: list[int] = []
        self.statuses: set[int] = set()
        self.unanswered = 0
        self._room, self._pause = room, pause
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)

    def _turn(self) -> None:
        page = 1
        while not self._is_over.is_set():
            page = page % 20 + 1
            try:
                status = self._room.turn_page(page)
            except OSError:
                self.unanswered += 1
            else:
                self.statuses.add(status)
                if status == 204:
                    self.kept.append(page)
            time.sleep(self._pause)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._is_over.set()
        self._thread.join(30)
