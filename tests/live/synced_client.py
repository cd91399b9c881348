"""A client that keeps its state up to date, as the product's own page does.

It follows `docs/live-messages.md`: the greeting, numbered events, the snapshot after a
gap. It reconnects when the connection is lost, and polls the snapshot while there is
none.
"""

import contextlib
import random
import socket
import threading
import time
from typing import Self

from kiosk.client.http_client import HttpClient
from kiosk.client.packets import join_text
from tests.live.clients import LiveSocket
from tests.waiting import TIMEOUT_SECONDS

POLL_SECONDS = 2.0
# Range of the delay before a reconnect.
RECONNECT_SECONDS = (0.2, 1.0)
# A server that has sent nothing for this long, not even a ping, is gone.
SILENT_SECONDS = 20


class SyncedClient:
    """One tablet's state of the meeting, kept up to date in threads."""

    def __init__(self, port: int, token: str, meeting: int) -> None:
        self.number = -1
        self.page = 0
        self.connections = 0
        self.refused: list[int] = []
        self._port, self._token, self._meeting = port, token, meeting
        self._client = HttpClient(port, token)
        self._live: LiveSocket | None = None
        self._is_over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=loop, daemon=True)
            for loop in (self._stay_connected, self._poll)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def local_port(self) -> int:
        """The port at this end of the live connection, 0 without one."""
        with contextlib.suppress(OSError, AttributeError):
            return self._live.local_port
        return 0

    def is_connected(self) -> bool:
        """Tell whether the open connection has received a greeting."""
        return self._live is not None

    def close(self) -> None:
        """Disconnect and wait until the threads have ended."""
        self._is_over.set()
        with contextlib.suppress(OSError, AttributeError):
            # Closing alone would not wake the receiving thread.
            self._live.socket.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(TIMEOUT_SECONDS)

    def _stay_connected(self) -> None:
        while not self._is_over.is_set():
            with contextlib.suppress(OSError):
                self._listen()
            self._live = None
            self._is_over.wait(random.uniform(*RECONNECT_SECONDS))

    def _listen(self) -> None:
        join = join_text({"meeting": self._meeting})
        live = LiveSocket(self._port, self._token, join=join)
        live.socket.settimeout(SILENT_SECONDS)
        with live.socket:
            while (packet := live.receive()) and packet.kind != "refused":
                if packet.kind == "event":
                    self._live = live
                    self._handle(packet.event, packet.body)

    def _handle(self, name: str, body: dict) -> None:
        if name == "hello":
            self.connections += 1
            if body["n"] > self.number:
                self._refresh()
        elif name == "fact":
            self._apply(body)

    def _apply(self, event: dict) -> None:
        with self._lock:
            if event["n"] <= self.number:
                return
            if event["n"] == self.number + 1 and event.get("kind") == "page_turned":
                self.number, self.page = event["n"], event["page"]
                return
        self._refresh()

    def _refresh(self) -> None:
        with contextlib.suppress(OSError):
            response = HttpClient(self._port, self._token).get(
                f"/m/{self._meeting}/snapshot"
            )
            if response.status != 200:
                self.refused.append(response.status)
                return
            state = response.json()
            with self._lock:
                if state["n"] >= self.number:
                    self.number, self.page = state["n"], state["live"]["page"]

    def _poll(self) -> None:
        while not self._is_over.is_set():
            if not self.is_connected():
                self._refresh()
            self._is_over.wait(POLL_SECONDS)


class PageTurner:
    """A chair that turns pages continuously, and the responses."""

    def __init__(self, room, pause: float = 0.1) -> None:
        self.kept: list[int] = []
        self.statuses: set[int] = set()
        self.unanswered = 0
        self._room, self._pause = room, pause
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)

    def _turn(self) -> None:
        page = 2
        while not self._is_over.is_set():
            try:
                status = self._room.turn_page(page)
            except OSError:
                self.unanswered += 1
            else:
                self.statuses.add(status)
                if status == 204:
                    self.kept.append(page)
                    # A rejected page is retried: another one might already be shown,
                    # and then causes no event.
                    page = page % 20 + 1
            time.sleep(self._pause)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._is_over.set()
        self._thread.join(TIMEOUT_SECONDS)
