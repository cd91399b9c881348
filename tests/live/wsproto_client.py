"""An independent WebSocket client: wsproto checks every frame it receives."""

import contextlib
import socket
import time
from collections import deque

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Pong,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.extensions import PerMessageDeflate
from wsproto.utilities import RemoteProtocolError

from kiosk.client.frames import BINARY, CLOSE, TEXT
from kiosk.client.packets import LIVE_PATH
from tests.live.clients import RESET
from tests.live.frames import build_frame
from tests.waiting import TIMEOUT_SECONDS

ENGINE = "/engine.io/?EIO=4&transport=websocket"


class WsprotoClient:
    """One connection; complete messages are recorded in `received`, in order."""

    def __init__(
        self,
        port: int,
        path: str = LIVE_PATH,
        *,
        receive_buffer: int = 0,
        is_compressing: bool = False,
        and_then: bytes = b"",
    ) -> None:
        """Perform the handshake; `and_then` is sent in one piece with the request."""
        self.received: deque[str | bytes] = deque()
        self.pongs: list[bytes] = []
        # The close code sent by the server; 0 before that.
        self.close_code = 0
        self.is_over = self.is_accepted = False
        self.status = 0
        self._parts: list[str | bytes] = []
        self._protocol = WSConnection(ConnectionType.CLIENT)
        self.socket = socket.socket()
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            # Before connecting: afterwards the window has been offered already.
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(TIMEOUT_SECONDS)
        extensions = [PerMessageDeflate()] if is_compressing else []
        request = Request(f"127.0.0.1:{port}", path, extensions=extensions)
        try:
            self.socket.connect(("127.0.0.1", port))
            self.socket.sendall(self._protocol.send(request) + and_then)
        except OSError:
            self.socket.close()
            raise
        while not (self.is_accepted or self.is_over):
            self.read(TIMEOUT_SECONDS)

    def read(self, seconds: float, most: int = 65_536) -> bool:
        """Wait for bytes and process them; tell whether any came."""
        self.socket.settimeout(seconds)
        try:
            data = self.socket.recv(most)
        except TimeoutError:
            return False
        except OSError:
            data = b""
        self.take(data)
        return True

    def take(self, data: bytes) -> None:
        """Pass bytes to wsproto; AssertionError if they violate the protocol."""
        if not data:
            self.is_over = True
            return
        try:
            self._protocol.receive_data(data)
            for event in self._protocol.events():
                self._handle(event)
        except RemoteProtocolError as error:
            raise AssertionError(f"the server broke the protocol: {error}") from error

    def _handle(self, event) -> None:
        if isinstance(event, TextMessage | BytesMessage):
            self._parts.append(
                event.data if isinstance(event, TextMessage) else bytes(event.data)
            )
            if event.message_finished:
                empty = "" if isinstance(event, TextMessage) else b""
                self.received.append(empty.join(self._parts))
                self._parts = []
        elif isinstance(event, AcceptConnection):
            self.is_accepted = True
            self.accepted = event
        elif isinstance(event, RejectConnection):
            self.status, self.is_over = event.status_code, True
        elif isinstance(event, CloseConnection):
            self.close_code = int(event.code)
        elif isinstance(event, Pong):
            self.pongs.append(bytes(event.payload))
        else:
            # A server may send WebSocket pings, but ours and engine.io do not.
            assert not isinstance(event, Ping)

    def receive(self, seconds: float = TIMEOUT_SECONDS) -> str | bytes:
        """Return the next message."""
        deadline = time.monotonic() + seconds
        while not self.received:
            left = deadline - time.monotonic()
            assert left > 0, "nothing came"
            assert not self.is_over, f"over, with {self.close_code}"
            self.read(left)
        return self.received.popleft()

    def receive_all(self, quiet_seconds: float) -> list[str | bytes]:
        """Return everything that arrives until nothing more does."""
        while not self.is_over and self.read(quiet_seconds):
            pass
        everything = list(self.received)
        self.received.clear()
        return everything

    def until_over(self, seconds: float = TIMEOUT_SECONDS) -> int:
        """Wait until the server has closed; return its close code, or 0."""
        deadline = time.monotonic() + seconds
        while not self.is_over:
            left = deadline - time.monotonic()
            assert left > 0, "still open"
            self.read(left)
        return self.close_code

    def send(self, *messages: str | bytes) -> None:
        """Send messages, all in one piece."""
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.socket.sendall(b"".join(map(packed, messages)))

    def send_bytes(self, data: bytes) -> None:
        """Send bytes unchanged."""
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.socket.sendall(data)

    def leave(self, code: int = 1000) -> None:
        """Perform the closing handshake."""
        with contextlib.suppress(OSError):
            self.send_bytes(build_frame(code.to_bytes(2), CLOSE))
        self.socket.close()

    def reset(self) -> None:
        """Reset the connection."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.socket.close()


def packed(message: str | bytes) -> bytes:
    """Return the frame of a message."""
    if isinstance(message, str):
        return build_frame(message.encode(), TEXT)
    return build_frame(message, BINARY)
