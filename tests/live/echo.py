"""Echo servers as processes: ours, and plain Flask-SocketIO as the yardstick."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Self

from tests.live.foreign import ENGINE, Foreign
from tests.servers import ROOT, START_SECONDS, free_port

OURS, PLAIN = "ours", "plain"


class EchoServer:
    """`tests/live/echo_app.py` on a free port, for the length of a `with`."""

    def __init__(self, stack: str, layer: str = "socketio", **settings) -> None:
        self.stack, self.layer = stack, layer
        self.settings = settings
        self.port = free_port()
        self._log: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 see __exit__
        self._clients: list[Foreign] = []

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(self, *_what: object) -> None:
        for client in self._clients:
            client.wire.close()
        self._stop()
        self._log.close()

    def restart(self) -> None:
        """Stop, and start again on the same port, as after an update."""
        self._stop()
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.live.echo_app",
                self.stack,
                str(self.port),
                self.layer,
                json.dumps(self.settings),
            ],
            cwd=ROOT,
            stdout=self._log,
            stderr=self._log,
        )
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                self.open().leave()
            except OSError:
                time.sleep(0.05)
            else:
                return
        why = self.log()
        self.__exit__()
        raise AssertionError("the echo server did not start:\n" + why)

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def log(self) -> str:
        """Return what the server has written so far."""
        self._log.seek(0)
        return self._log.read().decode()[-4000:]

    def open(self, **how) -> Foreign:
        """Open a WebSocket; the engine's greeting has not been read yet."""
        if self.layer == "engineio":
            how.setdefault("path", ENGINE)
        client = Foreign(self.port, **how)
        self._clients.append(client)
        return client

    def join(self, **how) -> Foreign:
        """Open a WebSocket and connect to the main namespace."""
        client = self.open(**how)
        assert str(client.hear()).startswith("0{")
        client.say("40")
        assert str(client.hear()).startswith("40{")
        assert client.hear() == '42["auth",{}]'
        return client

    def rss_bytes(self) -> int:
        """Return how much memory the server has in use."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()
        return int(pages[1]) * 4096
