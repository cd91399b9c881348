"""Run echo servers as processes: our stack, and plain Flask-SocketIO as reference."""

import contextlib
import json
import sys
from collections.abc import Sequence

from kiosk.load_test.process_usage import resident_bytes
from tests.live.wsproto_client import ENGINE, WsprotoClient
from tests.services import Service

OURS, PLAIN = "ours", "plain"


class EchoServer(Service):
    """Runs `tests/live/echo_app.py` on a free port inside a `with` block."""

    def __init__(self, stack: str, layer: str = "socketio", **settings) -> None:
        super().__init__()
        self.stack, self.layer = stack, layer
        self.settings = settings
        self._clients: list[WsprotoClient] = []

    def command(self) -> Sequence[str]:
        settings = json.dumps(self.settings)
        app = [sys.executable, "-m", "tests.live.echo_app"]
        return [*app, self.stack, str(self.port), self.layer, settings]

    def is_up(self) -> bool:
        with contextlib.suppress(OSError):
            self.open().leave()
            return True
        return False

    def __exit__(self, *what: object) -> None:
        for client in self._clients:
            client.socket.close()
        super().__exit__(*what)

    def open(self, **how) -> WsprotoClient:
        """Open a WebSocket; engine.io's greeting has not been read yet."""
        if self.layer == "engineio":
            how.setdefault("path", ENGINE)
        client = WsprotoClient(self.port, **how)
        self._clients.append(client)
        return client

    def join(self, **how) -> WsprotoClient:
        """Open a WebSocket and connect to the default namespace."""
        client = self.open(**how)
        assert str(client.receive()).startswith("0{")
        client.send("40")
        assert str(client.receive()).startswith("40{")
        assert client.receive() == '42["auth",{}]'
        return client

    def rss_bytes(self) -> int:
        """Return the server's resident memory."""
        return resident_bytes([self.process.pid])
