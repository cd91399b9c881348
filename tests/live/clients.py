"""Blocking clients for tests, based on `kiosk.client`."""

import contextlib
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any, Self

from kiosk.client.connection import CLOSE_FRAME, LiveConnection
from kiosk.client.http_client import HttpClient
from kiosk.client.packets import LIVE_PATH, Packet, join_text
from tests.live.frames import build_frame
from tests.waiting import TIMEOUT_SECONDS, wait_until

# A server that has sent nothing for this long, not even a ping, is gone.
SILENT_SECONDS = 60
# Makes close() send a reset.
RESET = struct.pack("ii", 1, 0)


class HandshakeError(ConnectionError):
    """The server has answered the handshake with a status other than 101."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LiveSocket:
    """An open live connection, read by the caller of `receive`."""

    def __init__(
        self,
        port: int,
        token: str = "",
        *,
        join: str = "",
        path: str = LIVE_PATH,
        host: str = "127.0.0.1",
        cookie: str = "kiosk",
        trust: ssl.SSLContext | None = None,
        headers: Mapping[str, str] | None = None,
        options: Sequence[tuple[int, int, int]] = (),
    ) -> None:
        """Connect and perform the handshake, over TLS if `trust` is given.

        :raises HandshakeError: the server rejects the handshake.
        """
        self._lock = threading.Lock()
        self._packets: deque[Packet] = deque()
        self.socket = socket.socket()
        try:
            for option in options:
                self.socket.setsockopt(*option)
            self.socket.settimeout(TIMEOUT_SECONDS)
            self.socket.connect((host, port))
            if trust:
                self.socket = trust.wrap_socket(self.socket, server_hostname=host)
            more = {
                "Origin": f"{'https' if trust else 'http'}://{host}:{port}",
                "Cookie": f"{cookie}={token}" if token else "",
                **(headers or {}),
            }
            self.connection = LiveConnection(
                self.send_bytes, f"{host}:{port}", join=join, path=path, headers=more
            )
            self.response = self._shake_hands()
        except BaseException:
            self.socket.close()
            raise
        self.socket.settimeout(SILENT_SECONDS)

    def _shake_hands(self):
        while not (self.connection.response or self.connection.is_over):
            self._read()
        response = self.connection.response
        if response is None or self.connection.is_over:
            raise HandshakeError(response.status if response else 0)
        return response

    def _read(self) -> None:
        self._packets.extend(self.connection.receive(self.socket.recv(65_536)))

    @property
    def local_port(self) -> int:
        """The port at this end."""
        return int(self.socket.getsockname()[1])

    def receive(self) -> Packet | None:
        """Wait for the next packet; None: the server has closed."""
        while not self._packets:
            if self.connection.is_over:
                return None
            self._read()
        return self._packets.popleft()

    def send(self, packet: str) -> None:
        """Send a packet, masked as browsers do."""
        self.send_bytes(build_frame(packet.encode()))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes unchanged."""
        # Pings are answered in the thread that reads.
        with self._lock:
            self.socket.sendall(data)

    def close(self) -> None:
        """Close properly, without waiting for the server."""
        with contextlib.suppress(OSError):
            self.send_bytes(CLOSE_FRAME)
        self.socket.close()

    def abort(self) -> None:
        """Drop the connection, as a tablet that loses power."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.socket.close()


class LiveClient(LiveSocket):
    """A live connection that receives in a thread of its own."""

    def __init__(self, port: int, token: str, *, meeting: int | None, **how) -> None:
        join = "" if meeting is None else join_text({"meeting": meeting})
        super().__init__(port, token, join=join, **how)
        self.received: list[Packet] = []
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with self.socket, contextlib.suppress(OSError):
            while packet := self.receive():
                self.received.append(packet)
        self.ended.set()

    @property
    def is_refused(self) -> bool:
        """Whether the server has rejected the meeting."""
        return any(packet.kind == "refused" for packet in list(self.received))

    def events(self, name: str) -> list[Any]:
        """Return the bodies of the events of that name."""
        return [packet.body for packet in list(self.received) if packet.event == name]

    @property
    def presence(self) -> dict[str, Any]:
        """The counts received last, empty before the first."""
        return (self.events("presence") or [{}])[-1]

    def has_joined(self, seconds: float = TIMEOUT_SECONDS) -> bool:
        """Wait for the greeting."""
        return wait_until(lambda: bool(self.events("hello")), seconds)

    def numbers(self) -> list[int]:
        """Return the numbers of the events received so far."""
        return [event["n"] for event in self.events("fact")]

    def close(self) -> None:
        """Close properly and wait for the thread."""
        with contextlib.suppress(OSError):
            self.send_bytes(CLOSE_FRAME)
            self._thread.join(TIMEOUT_SECONDS)
            # Closing alone would not wake the receiving thread.
            self.socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(TIMEOUT_SECONDS)
        self.socket.close()


class Probe:
    """Requests one path repeatedly, and records the response times."""

    def __init__(
        self, client: HttpClient, path: str = "/healthz", pause: float = 0.01
    ) -> None:
        self.seconds: list[float] = []
        self._client, self._path, self._pause = client, path, pause
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._is_over.wait(self._pause):
            self.seconds.append(self._client.get(self._path).checked().seconds)

    def percentile_95(self) -> float:
        """Return the 95th percentile of the response times, in seconds."""
        return sorted(self.seconds)[len(self.seconds) * 95 // 100]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._is_over.set()
        self._thread.join(TIMEOUT_SECONDS)
