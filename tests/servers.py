"""Run a real server process for live tests and browser tests."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from kiosk.config import Config, read_config
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store
from tests.services import free_port
from tests.waiting import TIMEOUT_SECONDS

ROOT = Path(__file__).parents[1]
START_SECONDS = TIMEOUT_SECONDS


class RealServer:
    """A server on a free port, with a migrated data folder of its own."""

    def __init__(
        self, data: Path, *, most_files: int = 0, workers: int = 1, **settings: str
    ) -> None:
        """Prepare a server of one process (`python wsgi.py`) or of several.

        `most_files` is its soft limit of open files.
        """
        self.workers = workers
        self.port = free_port()
        self.settings = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "KIOSK_DATA": str(data),
            **settings,
        }
        self.config: Config = read_config(self.settings)
        self.store: Store = open_store(self.config)
        migrate(self.store.database)
        self.most_files = most_files
        self.log = data / "server.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The URL for browsers; localhost is a secure context."""
        return f"http://localhost:{self.port}"

    def _spawn(self, *arguments: str) -> subprocess.Popen[bytes]:
        # The servers end with a killed test run.
        bound = ["setpriv", "--pdeathsig", "KILL", "--"]
        limited = ["sh", "-c", f'ulimit -Sn {self.most_files}; exec "$@"', "sh"]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [
                    *bound,
                    *(limited if self.most_files else []),
                    sys.executable,
                    *arguments,
                ],
                cwd=ROOT,
                env={**os.environ, **self.settings},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start, and wait until every process answers."""
        accepting = self._count_accepting() + self.workers
        self.process = self._spawn(
            *(
                ("wsgi.py",)
                if self.workers == 1
                else ("-m", "kiosk", "serve", "--workers", str(self.workers))
            )
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if self._answers() and (
                self.workers == 1 or self._count_accepting() >= accepting
            ):
                return
            time.sleep(0.05)
        raise AssertionError(
            "the server did not start:\n" + self.log.read_text()[-4000:]
        )

    def _answers(self) -> bool:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2),
        ):
            return True
        return False

    def _count_accepting(self) -> int:
        said = self.log.read_text() if self.log.exists() else ""
        return said.count("accepts connections")

    def server_processes(self) -> list[int]:
        """Return the ids of the server processes, where there are several."""
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(word) for word in children.read_text().split()]

    def start_worker(self) -> None:
        """Start the job worker beside the server, unless it runs."""
        if self.worker and self.worker.poll() is None:
            return
        self.worker = self._spawn("-m", "kiosk", "worker")

    def kill(self) -> None:
        """Kill the server, as a power failure would."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(TIMEOUT_SECONDS)

    def terminate(self) -> int:
        """Ask the server to stop; return its exit status."""
        assert self.process
        self.process.terminate()
        return self.process.wait(TIMEOUT_SECONDS)

    def stop(self) -> None:
        """Stop everything that was started and close the database."""
        for process in (self.process, self.worker):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(TIMEOUT_SECONDS)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait(TIMEOUT_SECONDS)
        self.store.database.close()
