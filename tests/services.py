"""Run PostgreSQL and Redis from Debian's packages.

Each class has `start`, `stop` and `restart`, listens on 127.0.0.1 at a fixed free port,
lives in a folder of its own below a given one, and is a context manager. Services of
the machine itself are not touched.
"""

import abc
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import psycopg2

ROOT = Path(__file__).parents[1]
START_SECONDS = 30
STOP_SECONDS = 15


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_listening(port: int) -> bool:
    """Tell whether a port on this machine accepts connections."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Service(abc.ABC):
    """A program that listens on a port until stopped."""

    def __init__(self) -> None:
        self.port = free_port()
        # Not below pytest's folder, which only root can enter.
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-service-"))
        self.log = self.folder / "service.log"
        self.process: subprocess.Popen[bytes] | None = None

    @abc.abstractmethod
    def command(self) -> Sequence[str]:
        """Return the command line; the program must stay in the foreground."""

    def prepare(self) -> None:  # noqa: B027 most need nothing
        """Prepare the first start."""

    def is_up(self) -> bool:
        """Tell whether it answers."""
        return is_listening(self.port)

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(
                    f"{type(self).__name__} did not start:\n" + self.log.read_text()
                )
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, if it runs, and wait until it has ended."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def restart(self) -> None:
        """Stop it and start it again on the same port, with the same data."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_what: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Service):
    """A Redis without persistence."""

    def command(self) -> Sequence[str]:
        return [
            *("redis-server", "--bind", "127.0.0.1", "--port", str(self.port)),
            *("--dir", str(self.folder), "--save", "", "--appendonly", "no"),
        ]

    @property
    def url(self) -> str:
        """The value of KIOSK_REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"


class PostgreSQL(Service):
    """A PostgreSQL with a Vietnamese locale and Hanoi's time zone.

    They show what the product assumes about sorting and time.
    """

    USER = "kiosk"

    def __init__(self, *, durable: bool = True) -> None:
        """Prepare one; unless `durable`, it does not wait for the disk."""
        super().__init__()
        self.data = self.folder / "data"
        self._fsync = "on" if durable else "off"

    @property
    def _programs(self) -> Path:
        return max(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)

    def _as_somebody(self) -> list[str]:
        # PostgreSQL refuses to run as root.
        if os.geteuid() != 0:
            return []
        owner = pwd.getpwnam("postgres")
        return [
            *("setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}"),
            *("--clear-groups", "--"),
        ]

    def prepare(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        subprocess.run(
            [
                *self._as_somebody(),
                *(str(self._programs / "initdb"), "-D", str(self.data)),
                *("-U", self.USER, "--auth=trust", "--encoding=UTF8"),
                *("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi-VN"),
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
        )

    def command(self) -> Sequence[str]:
        return [
            *self._as_somebody(),
            *(str(self._programs / "postgres"), "-D", str(self.data)),
            *("-p", str(self.port), "-c", "listen_addresses=127.0.0.1"),
            *(
                "-c",
                f"unix_socket_directories={self.folder}",
                "-c",
                f"fsync={self._fsync}",
            ),
            *("-c", "timezone=Asia/Ho_Chi_Minh", "-c", "shared_buffers=32MB"),
        ]

    def is_up(self) -> bool:
        ready = [str(self._programs / "pg_isready"), "-q", "-h", "127.0.0.1"]
        return (
            subprocess.run([*ready, "-p", str(self.port)], check=False).returncode == 0
        )

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it; SIGINT is a fast shutdown, SIGQUIT a crash."""
        super().stop(how)

    def url(self, database: str = "postgres") -> str:
        """Return the value of KIOSK_DATABASE_URL for one of its databases."""
        return f"postgresql+psycopg2://{self.USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database and return its name."""
        name = f"kiosk_{time.monotonic_ns()}"
        self._run_sql(f"CREATE DATABASE {name}")
        return name

    def disconnect_all(self, name: str) -> None:
        """End every connection to a database."""
        self._run_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}'"
        )

    def _run_sql(self, sentence: str) -> None:
        link = psycopg2.connect(
            host="127.0.0.1", port=self.port, user=self.USER, dbname="postgres"
        )
        link.autocommit = True
        link.cursor().execute(sentence)
        link.close()


def _version(programs: Path) -> float:
    with contextlib.suppress(ValueError):
        return float(programs.parent.name)
    return 0.0
