"""`python -m kiosk run` as a command."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.client.http_client import HttpClient
from tests.servers import ROOT, free_port
from tests.waiting import TIMEOUT_SECONDS, wait_until

FIRST_START_SECONDS = 300  # the machine may be busy with other tests
# Five on a quiet machine; more where other tests run.
SECOND_START_SECONDS = 60.0
STOP_SECONDS = 20.0


class Installation:
    """A user who types commands in a terminal."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.client = HttpClient(self.port)
        self.data = data
        self.log = data / "terminal.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")},
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "KIOSK_DATA": str(data),
            "PYTHONUNBUFFERED": "1",
            "KIOSK_LOW_PRIORITY": "no",
            # The demo's documents are not needed here.
            "KIOSK_OCR": "no",
            "KIOSK_MAX_PAGES": "1",
        }

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=FIRST_START_SECONDS,
            check=False,
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        # In a shell's background job SIGINT would be ignored by all children.
        heeding = ["env", "--default-signal=INT"]
        with self.log.open("wb") as log:
            self.process = process = subprocess.Popen(
                [*heeding, sys.executable, "-m", "kiosk", "run", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(STOP_SECONDS)

    def stop(self, how: signal.Signals) -> float:
        """Stop what runs; return how long it took until no process was left."""
        assert self.process
        start = time.monotonic()
        self.process.send_signal(how)
        assert self.process.wait(STOP_SECONDS) == 0
        assert self.is_alone_in(STOP_SECONDS), processes_using(self.data)
        return time.monotonic() - start

    def is_alone_in(self, seconds: float) -> bool:
        """Tell whether no other process is left within `seconds`."""
        return wait_until(lambda: time.sleep(0.05) or not self.processes(), seconds)

    def processes(self) -> dict[int, str]:
        return processes_using(self.data)

    def servers(self) -> list[str]:
        """The command lines of server processes, where there are several."""
        return [words for words in self.processes().values() if "--listener" in words]

    def server_process(self) -> int:
        return int((self.data / "server.lock").read_text())

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str, seconds: float = FIRST_START_SECONDS) -> float:
        start = time.monotonic()
        assert wait_until(lambda: words in self.said(), seconds), self.said()
        return time.monotonic() - start


def processes_using(data: Path) -> dict[int, str]:
    """Return every process whose environment or command line names the data folder."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            known = (folder / "environ").read_bytes() + words
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(data).encode() in known and state != "Z":
            found[int(folder.name)] = words.decode()
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The very first start, which makes the demo; the last test ends it."""
    installation = Installation(tmp_path_factory.mktemp("data"))
    with installation.running():
        installation.wait_for("Ready: ")
        yield installation


@pytest.fixture(scope="module")
def installation(first: Installation) -> Installation:
    """The same data folder, after the first start has ended."""
    assert first.process
    if first.process.poll() is None:
        first.stop(signal.SIGTERM)
    return first


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Two server processes, without the demo."""
    installation = Installation(tmp_path_factory.mktemp("several"))
    installation.environment["KIOSK_DEMO"] = "no"
    with installation.running("--workers", "2"):
        installation.wait_for("Ready: ")
        yield installation


class TestFirstStart:
    """One start for all; each test but the last leaves it running."""

    def test_it_prints_every_screen_a_badge_and_the_setup_link(
        self, first: Installation
    ):
        said = first.said()
        base = f"http://localhost:{first.port}"
        assert f"Ready: {base}" in said
        for page in ("chair", "secretary", "wall", "entrance"):
            assert f"{base}/m/1/{page}" in said
        assert re.search(rf"{base}/setup#[\w-]{{22}}", said)
        assert "█▀" in said or "▀█" in said
        assert said.isascii() is False

    def test_a_second_server_on_the_same_folder_exits_with_a_message(
        self, first: Installation
    ):
        other = first.command("run", PORT=str(free_port()))
        assert other.returncode == 2
        assert "already uses the data folder" in other.stderr
        assert str(first.data) in other.stderr
        assert first.process.poll() is None

    def test_a_second_server_on_the_same_port_exits_with_a_message(
        self, first: Installation, tmp_path: Path
    ):
        other = first.command("run", KIOSK_DATA=str(tmp_path))
        assert other.returncode == 2
        assert f"Port {first.port}" in other.stderr
        assert "Ready" not in other.stdout
        assert first.process.poll() is None
        assert not (tmp_path / "kiosk.db").exists()

    def test_a_killed_server_is_started_again(self, first: Installation):
        killed = first.server_process()
        os.kill(killed, signal.SIGKILL)
        first.wait_for("started again")
        assert wait_until(first.client.is_healthy), first.said()
        assert first.server_process() != killed

    def test_no_process_outlives_a_command_killed_with_9(self, first: Installation):
        assert len(first.processes()) >= 3
        first.process.kill()
        assert first.is_alone_in(TIMEOUT_SECONDS), first.processes()


class TestLaterStarts:
    def test_a_later_start_takes_5_seconds_prints_the_same_and_stops_with_ctrl_c(
        self, installation: Installation
    ):
        before = json.loads(installation.command("demo", "--json").stdout)
        with installation.running():
            assert installation.wait_for("Ready: ") < SECOND_START_SECONDS
            assert installation.client.is_healthy()
            assert len(installation.processes()) >= 3
            reported = json.loads(installation.command("demo", "--json").stdout)
            assert reported == before
            assert len(reported["delegates"]) == 10
            assert installation.stop(signal.SIGINT) < STOP_SECONDS

    def test_ctrl_c_during_one_stops_everything_too(self, installation: Installation):
        with installation.running() as process:
            assert wait_until(
                lambda: time.sleep(0.05) or len(installation.processes()) >= 2
            )
            process.send_signal(signal.SIGINT)
            process.wait(STOP_SECONDS + 2)
        assert not installation.processes()

    def test_https_by_an_nginx_of_its_own_that_ends_with_it(
        self, installation: Installation
    ):
        port = free_port()
        with installation.running("--https", str(port)):
            installation.wait_for("Ready: https://")
            kept = installation.data / "tls" / "server.pem"
            trust = ssl.create_default_context(cafile=str(kept))
            client = HttpClient(port, host="localhost", trust=trust)
            assert wait_until(client.is_healthy), installation.said()
            # The usual port serves the root certificate, and redirects the rest to
            # https.
            assert installation.client.get("/cai-dat").status == 200
            assert installation.stop(signal.SIGTERM) < STOP_SECONDS


class TestSeveralServerProcesses:
    def test_without_a_demo_wanted_none_is_made(self, several: Installation):
        assert "demo" not in several.said().lower()

    def test_they_run_and_come_back_after_their_parent_is_killed(
        self, several: Installation
    ):
        assert several.client.is_healthy()
        assert len(several.servers()) == 2
        os.kill(several.server_process(), signal.SIGKILL)
        several.wait_for("started again")
        assert wait_until(several.client.is_healthy), several.said()

    def test_they_stop_together(self, several: Installation):
        assert several.stop(signal.SIGTERM) < STOP_SECONDS


def test_a_bad_setting_is_named_before_anything_starts(tmp_path: Path):
    done = Installation(tmp_path).command("run", KIOSK_MAX_PAGES="many")
    assert done.returncode == 2
    assert done.stderr.startswith("KIOSK_MAX_PAGES='many': must be a whole number")
    assert not (tmp_path / "kiosk.db").exists()
